/** The command language: rows (`command.ts`) of every program (`programs.ts`) and what the engines make of them. */
export { documentCommand, documentRole } from './document.ts';
export { expectedAt } from './expect.ts';
export { PROGRAMS, type Programs } from './programs.ts';
export { rolesOf } from './roles.ts';
export { usageOf } from './usage.ts';
