import { descriptor } from './generated/descriptor.ts';
import { type Field, MessageType } from './message_type.ts';
import { enumType, messageValue, SCALARS, type ValueType } from './value_type.ts';

/** What the generated descriptor says of a name: a package, a message, an enum or a service, as protobufjs writes them down. */
interface Described {
  readonly nested?: Readonly<Record<string, Described>> | undefined;
  readonly fields?: Readonly<Record<string, DescribedField>>;
  readonly oneofs?: Readonly<Record<string, { readonly oneof: readonly string[] }>>;
  readonly values?: Readonly<Record<string, number>>;
  readonly methods?: Readonly<Record<string, { readonly requestType: string; readonly responseType: string }>>;
  /** Of an extension, of which there are none, and of a oneof. */
  readonly extend?: string;
  readonly oneof?: readonly string[];
}

interface DescribedField {
  readonly type: string;
  readonly id: number;
  readonly rule?: string;
  readonly keyType?: string;
}

/** The messages of the proto files, each made ready when it is first written or read. */
export class Descriptor {
  readonly #root: Described = descriptor;
  readonly #types = new Map<string, MessageType>();

  /** @throws Error for a method that is not in the proto files. */
  method(service: string, name: string): { readonly request: () => MessageType; readonly response: () => MessageType } {
    const method = this.#at(service)?.methods?.[name];
    if (method === undefined) throw new Error(`${service}.${name} is not in the proto files; generate the wire anew.`);
    return {
      request: () => this.#message(this.#resolve(method.requestType, service)),
      response: () => this.#message(this.#resolve(method.responseType, service)),
    };
  }

  /** All methods of all services, as in `/agentos.v1.Assistant/Converse`. */
  paths(): readonly string[] {
    const within = (place: Described, name: string): string[] => [
      ...Object.keys(place.methods ?? {}).map((method) => `/${name}/${method}`),
      ...Object.entries(place.nested ?? {}).flatMap(([part, nested]) =>
        within(nested, name === '' ? part : `${name}.${part}`),
      ),
    ];
    return within(this.#root, '');
  }

  #at(name: string): Described | undefined {
    let place: Described | undefined = this.#root;
    for (const part of name.split('.')) place = place?.nested?.[part];
    return place;
  }

  /** The full name of what `name` means within `scope`: looked for in it, then in what is around it. */
  #resolve(name: string, scope: string): string {
    if (name.startsWith('.')) return name.slice(1);
    for (let around = scope; ; around = around.slice(0, Math.max(0, around.lastIndexOf('.')))) {
      const full = around === '' ? name : `${around}.${name}`;
      if (this.#at(full) !== undefined) return full;
      if (around === '')
        throw new Error(`${name}, used in ${scope}, is not in the proto files; generate the wire anew.`);
    }
  }

  #message(name: string): MessageType {
    let type = this.#types.get(name);
    if (type === undefined) {
      type = new MessageType(name, this.#fields(name));
      this.#types.set(name, type);
    }
    return type;
  }

  #fields(name: string): readonly Field[] {
    const { fields = {}, oneofs = {} } = this.#at(name) ?? {};
    const cases = new Map(Object.entries(oneofs).flatMap(([oneof, of]) => of.oneof.map((field) => [field, oneof])));
    return Object.entries(fields).map(([field, { id, type, rule, keyType }]) => {
      if (keyType !== undefined && keyType !== 'string')
        throw new Error(`${name}.${field}: only maps by text are read.`);
      return {
        name: field,
        id,
        type: this.#value(type, name),
        shape: keyType === undefined ? (rule === 'repeated' ? 'list' : 'one') : 'map',
        oneof: cases.get(field),
      };
    });
  }

  #value(type: string, scope: string): ValueType {
    const scalar = SCALARS.get(type);
    if (scalar !== undefined) return scalar;
    const name = this.#resolve(type, scope);
    const values = this.#at(name)?.values;
    return values === undefined ? messageValue(() => this.#message(name)) : enumType(values);
  }
}
