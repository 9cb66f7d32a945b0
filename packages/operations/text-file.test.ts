import { chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder } from './folder.fixture.ts';
import { showPath, sizeLimits, type TextFileResult, TextFiles, textFilesAround } from './text-file.ts';

const limit = sizeLimits.manifest;

/** The result of reading a file, in one line. */
function said(result: TextFileResult): string {
  switch (result.type) {
    case 'file':
      return `${result.file.path}: ${result.file.text}`;
    case 'missing':
      return 'missing';
    case 'refused':
      return `${result.diagnostic.code} ${result.diagnostic.at?.file}: ${result.diagnostic.message}`;
  }
}

function reader(files: Readonly<Record<string, string | Uint8Array>>) {
  const workspace = folder(files);
  const root = path.join(workspace, 'konnect');
  mkdirSync(root, { recursive: true });
  const texts = new TextFiles(root, workspace);
  return { workspace, root, read: (name: string, most = limit) => said(texts.read(name, most)) };
}

describe('a file', () => {
  test('is text, at its path from the workspace', () => {
    const { read } = reader({ 'konnect/a/b.yaml': 'fine: ü\n' });
    expect(read('a/b.yaml')).toBe('konnect/a/b.yaml: fine: ü\n');
    expect(read('./a/../a//b.yaml')).toBe('konnect/a/b.yaml: fine: ü\n');
  });

  test('is without its byte order mark', () => {
    expect(reader({ 'konnect/a.yaml': '\ufeffa: 1' }).read('a.yaml')).toBe('konnect/a.yaml: a: 1');
  });

  test.each(['missing.yaml', 'no/such/folder/a.yaml', `${'x'.repeat(300)}.yaml`])('%s is missing', (name) => {
    expect(reader({ 'konnect/a.yaml': '' }).read(name)).toBe('missing');
  });

  test('in a workspace that is not there is missing', () => {
    expect(said(new TextFiles('/no/such/place', '/no/such').read('a.yaml', limit))).toBe('missing');
  });
});

describe('what leads out is refused without a look at it', () => {
  test.each([
    ['../secret.txt'],
    ['a/../../secret.txt'],
    ['/etc/hostname'],
    ['..'],
    ['.'],
    [''],
    ['../konnect-other/a.yaml'],
    ['a\0.yaml'],
    ['a/\0/../../secret.txt'],
  ])('%j', (name) => {
    const { read } = reader({ 'secret.txt': 'secret', 'konnect-other/a.yaml': 'secret', 'konnect/a.yaml': 'fine' });
    expect(read(name)).toMatch(/^file-outside .*leads out of konnect$/);
  });
});

describe('a symbolic link is refused', () => {
  test.each([
    ['as the file', 'a.yaml', 'konnect/a.yaml is a symbolic link'],
    ['as the file, to nothing', 'dangling.yaml', 'konnect/dangling.yaml is a symbolic link'],
    ['as the file, to itself', 'loop.yaml', 'konnect/loop.yaml is a symbolic link'],
    ['as the file, to one inside', 'inside.yaml', 'konnect/inside.yaml is a symbolic link'],
    ['as its folder', 'out/secret.txt', 'A folder on the way to konnect/out/secret.txt is a symbolic link'],
    [
      'further up',
      'out/deep/er/secret.txt',
      'A folder on the way to konnect/out/deep/er/secret.txt is a symbolic link',
    ],
    ['in the middle', 'real/link/secret.txt', 'A folder on the way to konnect/real/link/secret.txt is a symbolic link'],
  ])('%s', (_, name, message) => {
    const { workspace, root, read } = reader({ 'elsewhere/secret.txt': 'secret', 'konnect/real/fine.yaml': 'fine' });
    symlinkSync(path.join(workspace, 'elsewhere/secret.txt'), path.join(root, 'a.yaml'));
    symlinkSync(path.join(workspace, 'nowhere'), path.join(root, 'dangling.yaml'));
    symlinkSync('loop.yaml', path.join(root, 'loop.yaml'));
    symlinkSync('real/fine.yaml', path.join(root, 'inside.yaml'));
    symlinkSync(path.join(workspace, 'elsewhere'), path.join(root, 'out'));
    symlinkSync('../../elsewhere', path.join(root, 'real/link'));
    expect(read(name)).toBe(`file-symlink konnect/${name}: ${message}`);
  });

  test('as the folder everything is read from', () => {
    const workspace = folder({ 'real/a.yaml': 'secret' });
    symlinkSync('real', path.join(workspace, 'konnect'));
    expect(said(new TextFiles(path.join(workspace, 'konnect'), workspace).read('a.yaml', limit))).toMatch(
      /^file-symlink/,
    );
  });
});

describe('what is no text file is refused', () => {
  test('a folder', () => {
    expect(reader({ 'konnect/a/b.yaml': '' }).read('a')).toBe('file-unreadable konnect/a: konnect/a is not a file');
  });

  test('something below a file', () => {
    expect(reader({ 'konnect/a.yaml': '' }).read('a.yaml/b/c.yaml')).toBe(
      'file-unreadable konnect/a.yaml/b/c.yaml: konnect/a.yaml/b/c.yaml is below something that is no folder',
    );
  });

  test('latin-1', () => {
    expect(reader({ 'konnect/a.yaml': Buffer.from('grüße', 'latin1') }).read('a.yaml')).toBe(
      'file-encoding konnect/a.yaml: konnect/a.yaml is not UTF-8',
    );
  });

  // The superuser, as whom containers run, can read every file.
  test.skipIf(process.getuid?.() === 0)('a file nobody may read', () => {
    const { root, read } = reader({ 'konnect/a.yaml': 'secret', 'konnect/closed/b.yaml': 'secret' });
    chmodSync(path.join(root, 'a.yaml'), 0);
    chmodSync(path.join(root, 'closed'), 0);
    expect(read('a.yaml')).toBe('file-unreadable konnect/a.yaml: konnect/a.yaml cannot be read: EACCES');
    expect(read('closed/b.yaml')).toMatch(/^file-unreadable .*EACCES$/);
    chmodSync(path.join(root, 'closed'), 0o700);
  });
});

describe('a large file', () => {
  test('that is more than can be read at once is refused without being read', () => {
    const { root, read } = reader({});
    const file = path.join(root, 'large.yaml');
    writeFileSync(file, '');
    truncateSync(file, 3 * 1024 ** 3);
    expect(() => readFileSync(file)).toThrow(expect.objectContaining({ code: 'ERR_FS_FILE_TOO_LARGE' }));
    expect(read('large.yaml')).toBe(
      'file-too-large konnect/large.yaml: konnect/large.yaml has 3072 MB, more than the 5 MB allowed',
    );
  });

  test('is measured in bytes, and the limit itself is fine', () => {
    const { read } = reader({ 'konnect/a.yaml': 'äää' });
    expect(read('a.yaml', 6)).toBe('konnect/a.yaml: äää');
    expect(read('a.yaml', 5)).toMatch(/^file-too-large/);
  });
});

test('a path is shown as people type it', () => {
  expect(showPath('/w/konnect/a.yaml', '/w')).toBe('konnect/a.yaml');
  expect(showPath('/w', '/w')).toBe('.');
  expect(showPath('/elsewhere/a.yaml', '/w')).toBe('/elsewhere/a.yaml');
  expect(showPath('/w2/a.yaml', '/w')).toBe('/w2/a.yaml');
});

describe('what people name', () => {
  test('inside the workspace may not be reached through a link', () => {
    const workspace = folder({ 'real/a.yaml': 'secret' });
    symlinkSync('real', path.join(workspace, 'link'));
    const { files, relative } = textFilesAround(path.join(workspace, 'link/a.yaml'), workspace);
    expect(said(files.read(relative, limit))).toMatch(/^file-symlink/);
    const directory = textFilesAround(path.join(workspace, 'link'), workspace);
    expect(directory.files.directory(directory.relative)).toBe('link');
  });

  test('outside of it may stand anywhere, and is not a link itself', () => {
    const elsewhere = folder({ 'a.yaml': 'fine' });
    symlinkSync('a.yaml', path.join(elsewhere, 'link.yaml'));
    const read = (name: string) => {
      const { files, relative } = textFilesAround(path.join(elsewhere, name), '/some/workspace');
      return said(files.read(relative, limit));
    };
    expect(read('a.yaml')).toBe(`${elsewhere}/a.yaml: fine`);
    expect(read('link.yaml')).toMatch(/^file-symlink/);
  });
});
