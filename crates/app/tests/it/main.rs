//! Use cases on both databases.

mod case;
