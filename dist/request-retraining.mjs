import { action } from './index.js';
await action('request-retraining');
