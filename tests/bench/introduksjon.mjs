#!/usr/bin/env node
// What the introduction programme's register costs, part by part.
import { join } from 'node:path';
import { measureParts } from './parts.mjs';

await measureParts(join(import.meta.dirname, 'introduksjon'));
