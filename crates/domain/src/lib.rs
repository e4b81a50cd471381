//! Types and rules of Causeway; no input or output.
