import { reconcileKonnect } from '../shared/index.js';
await reconcileKonnect();
