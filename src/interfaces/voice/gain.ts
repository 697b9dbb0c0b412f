/** The same sound, so many decibels louder. What would be louder than full scale is clipped. */
export function amplified(sound: AsyncIterable<Int16Array>, gainDb: number): AsyncIterable<Int16Array> {
  return gainDb === 0 ? sound : louder(sound, gainDb);
}

async function* louder(sound: AsyncIterable<Int16Array>, gainDb: number): AsyncGenerator<Int16Array> {
  const factor = 10 ** (gainDb / 20);
  for await (const samples of sound)
    yield Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * factor))));
}
