//! Rules as reviewed data: parse, validate and evaluate packs.
