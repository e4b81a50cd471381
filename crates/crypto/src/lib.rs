//! Keys, passwords, one-time codes and encrypted streams.
