// One thread of the study: decides the pairs that it is handed.
import { parentPort } from 'node:worker_threads';
import { decidePairs } from './study.ts';

parentPort.on('message', (task) => parentPort.postMessage(decidePairs(task)));
