import type { StandardFunction } from './standard-functions.ts';

/** A function for a part of a date, in UTC or in a given time zone. */
function datePart(name: string, description: string, value: number): StandardFunction {
  const method = `google.protobuf.Timestamp.${name}`;
  return {
    signatures: [`${method}(): int`, `${method}(string): int`],
    description: `${description}, in UTC or in a time zone such as \`Europe/Berlin\`.`,
    example: `timestamp('2024-05-06T07:08:09Z').${name}() == ${value}`,
  };
}

function durationPart(name: string, description: string, value: number): StandardFunction {
  return {
    signatures: [`google.protobuf.Duration.${name}(): int`],
    description,
    example: `duration('90m').${name}() == ${value}`,
  };
}

export const standardTimes: readonly StandardFunction[] = [
  {
    signatures: ['timestamp(string): google.protobuf.Timestamp', 'timestamp(int): google.protobuf.Timestamp'],
    description: 'A point in time, from a text as RFC 3339 has it or from seconds since 1970.',
    example: "timestamp('1970-01-01T00:01:00Z') == timestamp(60)",
  },
  {
    signatures: ['duration(string): google.protobuf.Duration'],
    description: 'A length of time, from a text with the units `h`, `m`, `s`, `ms`, `us` and `ns`.',
    example: "timestamp(0) + duration('1m') == timestamp(60)",
  },
  datePart('getFullYear', 'The year', 2024),
  datePart('getMonth', 'The month, counted from 0', 4),
  datePart('getDate', 'The day of the month, counted from 1', 6),
  datePart('getDayOfMonth', 'The day of the month, counted from 0', 5),
  datePart('getDayOfWeek', 'The day of the week, counted from 0 for Sunday', 1),
  datePart('getDayOfYear', 'The day of the year, counted from 0', 126),
  datePart('getHours', 'The hour', 7),
  datePart('getMinutes', 'The minute', 8),
  datePart('getSeconds', 'The second', 9),
  datePart('getMilliseconds', 'The milliseconds', 0),
  durationPart('getHours', 'The length in whole hours.', 1),
  durationPart('getMinutes', 'The length in whole minutes.', 90),
  durationPart('getSeconds', 'The length in seconds.', 5400),
  durationPart('getMilliseconds', 'The length in milliseconds.', 5_400_000),
];
