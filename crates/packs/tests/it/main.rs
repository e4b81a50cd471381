//! What the packs say, and what the engine makes of it.

mod shipped;
