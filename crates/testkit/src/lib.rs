//! Worlds, builders and both databases for tests.
