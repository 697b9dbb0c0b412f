/** The same object with some of its functions replaced; the others are called on it as before, whatever it keeps to itself. */
export function over<T extends object>(target: T, replaced: Partial<T>): T {
  return new Proxy(target, {
    get: (_target, name) => {
      if (Object.hasOwn(replaced, name)) return Reflect.get(replaced, name);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
