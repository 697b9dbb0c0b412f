import type { DaemonLog } from '../observe/log.ts';
import type { Catalog } from './catalog.ts';
import { serviceFileAt } from './module.ts';

/** A file is read when it has not grown for this long: editors write in pieces. */
const SETTLED_MS = 150;

/** Follows folders of services: what is added, changed or removed there is taken up while the daemon runs. Returns the release. */
export async function watchServices(
  roots: readonly string[],
  catalog: Catalog,
  log: DaemonLog,
): Promise<() => Promise<void>> {
  const { watch } = await import('chokidar');
  const watcher = watch([...roots], {
    ignoreInitial: true,
    depth: 2,
    awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 50 },
  });
  const changed = (path: string, gone: boolean): void => {
    const root = roots.find((candidate) => path.startsWith(candidate));
    const file = root === undefined ? undefined : serviceFileAt(path, root);
    if (!file) return;
    const done = gone ? catalog.remove(path) : catalog.replace(file).then(() => undefined);
    done.then(
      () =>
        log.info(gone ? 'a service file was removed' : 'a service file was taken up', {
          file: `${file.family}/${file.folder}/${file.name}`,
        }),
      (thrown: unknown) => log.problem('a service file could not be taken up', { file: path, error: String(thrown) }),
    );
  };
  watcher.on('add', (path) => changed(path, false));
  watcher.on('change', (path) => changed(path, false));
  watcher.on('unlink', (path) => changed(path, true));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return () => watcher.close();
}
