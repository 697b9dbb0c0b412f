import { z } from 'zod';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { GeneratorService } from '../../../src/daemon/model/service.ts';
import { deviceClassOf, domainOf, type Json } from '../../../src/language/home.ts';
import { home as homeRecord } from '../../../src/services/need/device/contract.ts';
import demo from '../../../src/services/need/device/demo.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { ToolHost } from '../tool_host.ts';

const replied = z.object({ text: z.string(), outcome: z.string().optional() });

interface Asked {
  readonly intent: string;
  readonly slots?: { readonly [name: string]: Json };
  /** Ids of what is meant; as a command would have them, with names and rooms. */
  readonly targets?: readonly string[];
  readonly text?: string;
  readonly area?: string;
}

/** A home in the demo provider, and agents that are driven against it. */
export class HomeHost {
  readonly host: ToolHost;
  /** Throws in place of an answer, where a test wants a call to fail. */
  fail: ((call: MadeCall) => Fault | undefined) | undefined;

  private constructor(host: ToolHost) {
    this.host = host;
  }

  static async of(yaml: string): Promise<HomeHost> {
    const host = new ToolHost({
      files: {
        readText: async () => yaml,
        readBytes: async () => new TextEncoder().encode(yaml),
        list: async () => [],
      },
    });
    await host.open(demo, { home: 'home.yaml' });
    return new HomeHost(host);
  }

  async entities() {
    return homeRecord.parse(await this.host.call('need.device.home', {}));
  }

  async state(id: string): Promise<{ [name: string]: Json }> {
    const found = (await this.entities()).entities.find((entity) => entity.id === id);
    return { state: found?.state ?? 'none', ...found?.attributes };
  }

  /** What an agent answers; calls go to the demo home. */
  async ask(agent: GeneratorService, { intent, slots = {}, targets = [], text = '', area }: Asked) {
    const { entities, areas } = await this.entities();
    const command = {
      intent,
      slots,
      text,
      targets: targets.map((id) => {
        const entity = entities.find((one) => one.id === id);
        const room = areas.find((one) => one.id === entity?.area)?.name;
        const deviceClass = entity && deviceClassOf(entity);
        return {
          id,
          name: entity?.name ?? id,
          domain: domainOf(id),
          ...(deviceClass === undefined ? {} : { deviceClass }),
          ...(room === undefined ? {} : { area: room }),
        };
      }),
    };
    const origin = { client: 'test', interface: 'cli', ...(area === undefined ? {} : { area }) };
    const driven = await driveAsync(
      agent,
      command,
      async (call) => {
        const fault = this.fail?.(call);
        if (fault) throw fault;
        return this.host.call(call.subject, call.input);
      },
      { origin },
    );
    return { ...replied.parse(driven.value), calls: driven.calls };
  }
}

export const denied = new Fault('PERMISSION_DENIED', 'All right, I left it.');
