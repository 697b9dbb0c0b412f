import { choiceIn, clamp, numberOf, plainly, type Services, service, wantedNumber, wantedText } from './service.ts';

/** Switches, sirens, helpers and whatever else is only on or off. */
export const onOff: Services = {
  turn_on: plainly({ state: 'on' }),
  turn_off: plainly({ state: 'off' }),
  toggle: plainly((now) => ({ state: now.state === 'on' ? 'off' : 'on' })),
};

export const remote: Services = {
  ...onOff,
  send_command: service(['command'], (_now, data) => ({ attributes: { last_command: wantedText(data, 'command') } })),
};

/** A press leaves nothing but a count: a pure device knows no time of day. */
export const button: Services = {
  press: plainly((now) => ({ attributes: { presses: (numberOf(now.attributes.presses) ?? 0) + 1 } })),
};

export const select: Services = {
  select_option: service(['option'], (now, data) => ({ state: choiceIn(now, data, 'option', 'options') })),
};

export const number: Services = {
  set_value: service(['value'], (now, data) => ({
    state: String(wantedNumber(data, 'value', numberOf(now.attributes.min) ?? 0, numberOf(now.attributes.max) ?? 100)),
  })),
  increment: plainly((now) => ({ state: String(stepped(now.state, now.attributes, 1)) })),
  decrement: plainly((now) => ({ state: String(stepped(now.state, now.attributes, -1)) })),
};

function stepped(
  state: string,
  attributes: Parameters<(typeof number)[string]['run']>[0]['attributes'],
  direction: number,
): number {
  const step = numberOf(attributes.step) ?? 1;
  return clamp(
    (numberOf(state) ?? 0) + direction * step,
    numberOf(attributes.min) ?? 0,
    numberOf(attributes.max) ?? 100,
  );
}
