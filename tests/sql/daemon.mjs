// The jobs daemon of the installation under test, which works the queues as soon as something is there: it stands still while a
// test takes its place.
import { readFileSync } from 'node:fs';
import { stateFile } from './database.mjs';

const tell = (signal) => process.kill(Number(readFileSync(stateFile('run/jobs.pid'), 'utf8')), signal);
export const stopDaemon = () => tell('SIGSTOP');
export const resumeDaemon = () => tell('SIGCONT');
