declare module 'node-record-lpcm16' {
  import type { ChildProcess } from 'node:child_process';
  import type { Readable } from 'node:stream';

  interface Recording {
    /** The recorder. It has no listener for 'error': attach one at once. */
    readonly process: ChildProcess;
    stream(): Readable;
    stop(): void;
  }

  const recorder: {
    record(options: {
      recorder: 'arecord' | 'rec' | 'sox';
      audioType: 'raw' | 'wav';
      sampleRate: number;
      channels: number;
      device?: string;
    }): Recording;
  };
  export default recorder;
}
