import type { Message } from './message.ts';

const attribution = { name: 'AgentOS', url: '' };

/** What we serve, as `describe` is answered. */
export interface Offer {
  readonly version: string;
  /** BCP 47. */
  readonly language: string;
  readonly recogniser?: { readonly name: string; readonly streams: boolean };
  readonly synthesiser?: { readonly name: string };
  readonly handles: boolean;
}

export function describeOffer({ version, language, recogniser, synthesiser, handles }: Offer): Message['data'] {
  const artifact = (name: string, description: string) => ({
    name,
    description,
    attribution,
    installed: true,
    version,
  });
  const model = (name: string, description: string) => ({ ...artifact(name, description), languages: [language] });
  return {
    asr:
      recogniser === undefined
        ? []
        : [
            {
              ...artifact('agentos', 'What may be said in this house, and nothing else'),
              models: [model(recogniser.name, recogniser.name)],
              supports_transcript_streaming: recogniser.streams,
            },
          ],
    tts:
      synthesiser === undefined
        ? []
        : [
            {
              ...artifact('agentos', 'AgentOS speaks'),
              voices: [{ ...model(synthesiser.name, synthesiser.name), speakers: null }],
              supports_synthesize_streaming: true,
            },
          ],
    handle: handles
      ? [
          {
            ...artifact('agentos', 'AgentOS answers'),
            models: [model('agentos', 'AgentOS')],
            supports_handled_streaming: true,
            supports_home_control: true,
          },
        ]
      : [],
    intent: [],
    wake: [],
    mic: [],
    snd: [],
  };
}
