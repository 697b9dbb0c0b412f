import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Lets service files outside of the package import `agentos/*` and `zod`, and gives a changed file fresh copies of the modules
 * beside it. Node runs such hooks in a thread of their own, so they are installed only where there is a folder of own services.
 */
export function allowOutsideModules(packageRoot: string): void {
  const root = pathToFileURL(`${packageRoot}/`).href;
  register(`data:text/javascript,${encodeURIComponent(HOOKS)}`, { parentURL: root, data: { root } });
}

const HOOKS = `
let root;
export function initialize(data) { root = data.root; }
export async function resolve(specifier, context, next) {
  const parent = context.parentURL ?? '';
  const outside = parent.startsWith('file:') && !parent.startsWith(root);
  if (outside && (specifier.startsWith('agentos/') || specifier === 'zod')) {
    return next(specifier, { ...context, parentURL: root + 'package.json' });
  }
  const resolved = await next(specifier, context);
  const version = /[?]v=[0-9a-f]+$/.exec(parent)?.[0];
  if (outside && version && /^[.]{1,2}[/]/.test(specifier)) return { ...resolved, url: resolved.url + version };
  return resolved;
}
`;
