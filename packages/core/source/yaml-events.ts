import {
  boolCoreTag,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  type MappingEvent,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import { trimEnd } from './trim-end.ts';
import type { Span, YamlBuilder } from './yaml-builder.ts';
import { yamlDepthLimit } from './yaml-cost.ts';
import { skipIndicator, skipToBlockHeader, skipToBracket } from './yaml-gap.ts';

/** The reason why a text was not read, in js-yaml's words, and the offset of the problem. */
export interface UnreadYaml {
  readonly reason: string;
  readonly at: number;
}

/**
 * Reads a text in plain YAML 1.2: without errors, without directives, and only with YAML's own tags. Any other text is
 * returned as unread. Then `builder` has no diagnostics about it and cannot be used any more.
 */
export function buildFromEvents(text: string, builder: YamlBuilder): UnreadYaml | undefined {
  let events: Event[];
  try {
    // The parser counts keys as levels, too; the margin leaves the report of deep nesting to `walk`, which words it as
    // `buildFromNodes` does.
    events = parseEvents(text, { maxDepth: yamlDepthLimit + 2 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { reason: error.reason, at: error.mark?.position ?? 0 };
  }
  return new EventWalk(text, builder).walk(events);
}

const tags = { '!!null': nullCoreTag, '!!bool': boolCoreTag, '!!int': intCoreTag, '!!float': floatCoreTag } as const;
const implicitTags = Object.values(tags);

class EventWalk {
  readonly #text: string;
  readonly #builder: YamlBuilder;
  /** The start of each open list and mapping, and whether it is in brackets. */
  readonly #open: { readonly start: number; readonly isFlow: boolean }[] = [];
  /** The offset behind the last value, or behind the last opening bracket. */
  #last = 0;

  constructor(text: string, builder: YamlBuilder) {
    this.#text = text;
    this.#builder = builder;
  }

  /**
   * @param events is emptied: each event is dropped as soon as its value is made, because all events and all values
   * together may not fit into memory
   */
  walk(events: Event[]): UnreadYaml | undefined {
    let documents = 0;
    events.reverse();
    for (let event = events.pop(); event; event = events.pop()) {
      if (event.type === EVENT_ID.DOCUMENT) {
        if (event.directives.length > 0) return { reason: 'directive', at: 0 };
        documents += 1;
      } else if (event.type === EVENT_ID.POP) {
        this.#close();
      } else if (documents > 1) {
        this.#builder.reportSecondDocument(this.#startOf(event));
        return undefined;
      } else if (this.#open.length > yamlDepthLimit) {
        return { reason: 'nesting', at: this.#startOf(event) };
      } else if (!this.#add(event)) {
        return { reason: 'tag', at: this.#startOf(event) };
      }
    }
    return undefined;
  }

  #startOf(event: Exclude<Event, { type: 1 | 6 }>): number {
    if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
    const start = event.type === EVENT_ID.SCALAR ? event.valueStart : event.start;
    return start < 0 ? this.#last : start;
  }

  /** Adds a scalar, a list or a mapping. Returns false if its tag does not fit. */
  #add(event: Exclude<Event, { type: 1 | 6 }>): boolean {
    if (event.type === EVENT_ID.ALIAS) {
      const name = this.#text.slice(event.anchorStart, event.anchorEnd);
      this.#builder.alias(name, { start: event.anchorStart - 1, end: event.anchorEnd });
      this.#last = event.anchorEnd;
      return true;
    }
    return event.type === EVENT_ID.SCALAR ? this.#scalar(event) : this.#openCollection(event);
  }

  #openCollection(event: MappingEvent | SequenceEvent): boolean {
    const type = event.type === EVENT_ID.MAPPING ? 'map' : 'list';
    const tag = this.#tagOf(event);
    if (tag !== '' && tag !== (type === 'map' ? '!!map' : '!!seq')) return false;
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    this.#builder.open(type, event.start, this.#anchorOf(event));
    this.#open.push({ start: event.start, isFlow });
    this.#last = isFlow ? event.start + 1 : event.start;
    return true;
  }

  #close(): void {
    const closed = this.#open.pop();
    // The end of a document, which has no place of its own.
    if (!closed) return;
    if (closed.isFlow) this.#last = skipToBracket(this.#text, this.#last) + 1;
    this.#builder.close(this.#last);
  }

  #scalar(event: ScalarEvent): boolean {
    const source = getScalarValue(this.#text, event);
    const isPlain = event.style === SCALAR_STYLE.PLAIN;
    const value = resolved(source, isPlain, this.#tagOf(event));
    if (value === NOT_RESOLVED) return false;
    const span = this.#spanOf(event);
    this.#builder.scalar({ value, source, isPlain, anchor: this.#anchorOf(event), ...span });
    this.#last = span.end;
    return true;
  }

  #spanOf({ style, valueStart, valueEnd, anchorEnd, tagEnd }: ScalarEvent): Span {
    if (valueStart < 0) {
      const named = Math.max(anchorEnd, tagEnd);
      const start = named < 0 ? skipIndicator(this.#text, this.#last) : named;
      return { start, end: start };
    }
    switch (style) {
      case SCALAR_STYLE.PLAIN:
        return { start: valueStart, end: valueEnd };
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        return { start: valueStart - 1, end: valueEnd + 1 };
      default: {
        const start = skipToBlockHeader(this.#text, this.#last);
        return { start, end: Math.max(start + 1, trimEnd(this.#text, valueEnd)) };
      }
    }
  }

  #anchorOf({ anchorStart, anchorEnd }: MappingEvent | SequenceEvent | ScalarEvent): string | undefined {
    return anchorStart < 0 ? undefined : this.#text.slice(anchorStart, anchorEnd);
  }

  #tagOf({ tagStart, tagEnd }: MappingEvent | SequenceEvent | ScalarEvent): string {
    return tagStart < 0 ? '' : this.#text.slice(tagStart, tagEnd);
  }
}

/** The value of a scalar by the core schema; NOT_RESOLVED if its tag does not fit it. */
function resolved(source: string, isPlain: boolean, tag: string): unknown {
  if (tag === '!!str' || tag === '!') return source;
  if (Object.hasOwn(tags, tag)) return tags[tag as keyof typeof tags].resolve(source, true, tag);
  if (tag !== '') return NOT_RESOLVED;
  if (!isPlain) return source;
  for (const each of implicitTags) {
    const { implicitFirstChars } = each;
    if (implicitFirstChars !== null && !implicitFirstChars.includes(source.charAt(0))) continue;
    const value = each.resolve(source, false, each.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return source;
}
