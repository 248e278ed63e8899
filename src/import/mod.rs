//! Any report, as a converter left it → a content pack.
