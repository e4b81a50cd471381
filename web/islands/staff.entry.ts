import { listenForCurtain } from "./curtain";
import { focusSummary } from "./focus";
import { listenForIdle } from "./idle";
import { listenForKeys } from "./keys";
import { listenForPrint } from "./print";

focusSummary();
listenForCurtain();
listenForKeys();
listenForIdle();
listenForPrint();
