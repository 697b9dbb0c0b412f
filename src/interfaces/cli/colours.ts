import { stdout } from 'node:process';
import picocolors from 'picocolors';

/**
 * Colours for a person at a terminal, none for a file or a program that reads. Picocolors alone also
 * colours wherever the variable `CI` is set, so that what a script reads there would differ.
 */
export const colours = picocolors.createColors(stdout.isTTY === true && picocolors.isColorSupported);
