import { listenForCurtain } from "./curtain";
import { listenForIdle } from "./idle";
import { listenForKeys } from "./keys";

listenForCurtain();
listenForKeys();
listenForIdle();
