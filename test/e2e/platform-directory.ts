import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Position } from '@konduct/core/source/range';

/** A checkout with a platform directory `konnect` in it, in a temporary folder. */
export interface PlatformDirectory {
  /** The checkout. */
  readonly workspace: string;
  /** The absolute path of a file in the checkout. */
  path(file: string): string;
  read(file: string): string;
  /** Writes a file in the checkout, with the folders it needs. */
  write(file: string, content: string | Uint8Array): void;
  /** Replaces a text that must be there. */
  edit(file: string, from: string, to: string): void;
  /** The first place of a text in a file. */
  placeOf(file: string, text: string): Position;
  /** Copies the built-in blueprints into the platform directory, for changing them. */
  copyBuiltinBlueprints(): void;
  /** Deletes the checkout. */
  remove(): void;
}

const builtinBlueprints = path.resolve(import.meta.dirname, '../../packages/core/blueprint/builtin');

/** Makes a checkout with the given files, by path in it. */
export function createPlatform(files: Readonly<Record<string, string | Uint8Array>> = {}): PlatformDirectory {
  const workspace = mkdtempSync(path.join(tmpdir(), 'konduct-e2e-'));
  const platform: PlatformDirectory = {
    workspace,
    path: (file) => path.join(workspace, file),
    read: (file) => readFileSync(path.join(workspace, file), 'utf8'),
    write(file, content) {
      const absolute = path.join(workspace, file);
      mkdirSync(path.dirname(absolute), { recursive: true });
      writeFileSync(absolute, content);
    },
    edit(file, from, to) {
      const text = platform.read(file);
      if (!text.includes(from)) throw new Error(`${file} does not contain ${JSON.stringify(from)}`);
      platform.write(
        file,
        text.replace(from, () => to),
      );
    },
    placeOf(file, text) {
      const before = platform.read(file).split(text, 1)[0]?.split('\n') ?? [];
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    },
    copyBuiltinBlueprints: () => cpSync(builtinBlueprints, platform.path('konnect/blueprints'), { recursive: true }),
    remove: () => rmSync(workspace, { recursive: true, force: true }),
  };
  for (const [file, content] of Object.entries(files)) platform.write(file, content);
  return platform;
}

/** Makes a checkout whose platform directory is a copy of another one. */
export function copyPlatform(directory: string): PlatformDirectory {
  const platform = createPlatform();
  cpSync(directory, platform.path('konnect'), { recursive: true });
  return platform;
}
