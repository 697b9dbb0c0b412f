/** WMO 4677 present weather, as Open-Meteo gives it, as Home Assistant's condition. */
const CONDITIONS: readonly (readonly [upTo: number, condition: string])[] = [
  [0, 'sunny'],
  [2, 'partlycloudy'],
  [3, 'cloudy'],
  [48, 'fog'],
  [55, 'rainy'],
  [57, 'snowy-rainy'],
  [63, 'rainy'],
  [65, 'pouring'],
  [67, 'snowy-rainy'],
  [77, 'snowy'],
  [81, 'rainy'],
  [82, 'pouring'],
  [86, 'snowy'],
  [95, 'lightning-rainy'],
  [99, 'hail'],
];

export function conditionOf(code: number | null | undefined): string {
  if (code === null || code === undefined || code < 0) return 'unknown';
  return CONDITIONS.find(([upTo]) => code <= upTo)?.[1] ?? 'unknown';
}
