import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { readableAddress } from '@konduct/core/graph/address';
import type { ResourceNode } from '@konduct/core/graph/node';
import type { World } from '@konduct/core/graph/world';
import { isContentHandle } from '@konduct/core/provider/content';
import { originOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';

/**
 * Documents whose front matter says something else than a field beside them: Konnect takes the front matter in a request
 * that carries the document, and the field in one that does not, so that neither would last.
 *
 * @param known what is known without Konnect
 * @param fileOf the file with a text, by the digest of the text
 */
export function frontMatterProblems(
  nodes: readonly ResourceNode[],
  known: World,
  fileOf: (digest: string) => SourceFile | undefined,
): Diagnostic[] {
  return nodes.flatMap((node) => {
    const documents = Object.entries(node.kind.fields).filter(([, { frontMatter }]) => frontMatter !== undefined);
    if (node.external || documents.length === 0) return [];
    const { fields } = node.evaluate(known);
    return documents.flatMap(([name, { frontMatter = [] }]) => {
      const content = fields[name];
      const file = isContentHandle(content) ? fileOf(content.digest) : undefined;
      const said = file && readFrontMatter(file);
      if (!file || !said) return [];
      return frontMatter.flatMap((field) => {
        const [wanted, told] = [fields[field], said[field]];
        if (wanted === undefined || told === undefined || String(told) === String(wanted)) return [];
        const message = `\`${field}\` of the ${node.kind.name} ${readableAddress(node.address)} is ${JSON.stringify(wanted)}, and the front matter of its \`${name}\` says ${JSON.stringify(told)}`;
        return [
          finding('front-matter-differs', message, node.placeOf(field) ?? node.place, {
            cause: 'Konnect takes the front matter when it gets the document, and the field when it does not',
            fix: `Say it once: take \`${field}\` out of the front matter, or out of the template.`,
            related: [
              { message: 'The front matter', at: originOf(said)?.members.get(field)?.key ?? startOf(file.path) },
            ],
          }),
        ];
      });
    });
  });
}

/**
 * What stands between the two lines `---` at the top of a document, in its places in the file. Undefined where there is no
 * front matter, or none that is YAML.
 */
function readFrontMatter({ path, text }: SourceFile): Readonly<Record<string, unknown>> | undefined {
  const [, block] = /^---\r?\n((?:.*\r?\n)*?)---(?:\r?\n|$)/.exec(text) ?? [];
  if (block === undefined) return undefined;
  // The empty first line stands for the `---`, so that the lines have their numbers.
  const { value } = parseYaml({ path, text: `\n${block}` });
  return isRecord(value) ? value : undefined;
}
