import { listenForCurtain } from "./curtain";
import { focusSummary } from "./focus";
import { listenForIdle } from "./idle";
import { listenForKeys } from "./keys";

focusSummary();
listenForCurtain();
listenForKeys();
listenForIdle();
