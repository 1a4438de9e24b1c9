import type { GetoptOption } from '../../getopt.ts';

/** `-m time`: when the packet comes. */
export const TIME: readonly GetoptOption[] = [
  { name: '--datestart', values: ['text'], doc: 'From this day on: YYYY[-MM[-DD[Thh[:mm[:ss]]]]]' },
  { name: '--datestop', values: ['text'], doc: 'Until this day' },
  { name: '--timestart', values: ['text'], doc: 'From this time of the day on: hh:mm[:ss]' },
  { name: '--timestop', values: ['text'], doc: 'Until this time of the day' },
  { name: '--contiguous', doc: 'A span over midnight is one span, of the day it begins on' },
  {
    name: '--weekdays',
    values: ['text'],
    doc: 'Days of the week, a list: Mon … Sun, or 1 … 7',
    invertible: true,
    words: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  },
  { name: '--monthdays', values: ['text'], doc: 'Days of the month, a list of 1 … 31', invertible: true },
  { name: '--localtz', doc: 'Old word for --kerneltz' },
  { name: '--utc', doc: 'By UTC, as without saying' },
  { name: '--kerneltz', doc: "By the kernel's time zone" },
];
