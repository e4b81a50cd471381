//! Record linkage: normalise, index, compare, decide, explain.
