import { listenForExit } from "./exit";

listenForExit();
