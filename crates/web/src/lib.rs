//! Server-rendered pages in English and French.
