#!/usr/bin/env node
// What access and the log cost, part by part.
import { join } from 'node:path';
import { measureParts } from './parts.mjs';

await measureParts(join(import.meta.dirname, 'access'));
