/** Figures as they are told. */
export function us(ms: number): string {
  return ms < 10 ? `${Math.round(ms * 1_000)} µs` : `${ms.toFixed(1)} ms`;
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${value.toFixed(0)} ms`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
