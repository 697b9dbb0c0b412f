import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServiceFile, serviceFileAt } from './module.ts';

/** Every file below a services folder that may hold services, in order of path. A folder that does not exist has none. */
export async function scanServices(root: string): Promise<readonly ServiceFile[]> {
  const found: ServiceFile[] = [];
  for (const family of ['use', 'need']) {
    const folders = await readdir(join(root, family), { withFileTypes: true }).catch(() => []);
    for (const folder of folders) {
      if (!folder.isDirectory()) continue;
      for (const file of await readdir(join(root, family, folder.name))) {
        const service = serviceFileAt(join(root, family, folder.name, file), root);
        if (service) found.push(service);
      }
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
