import { action } from './index.js';
await action('monitor-drift');
