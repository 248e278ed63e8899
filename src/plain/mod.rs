//! The line reader, `--plain`: a command a line, and what it says as lines, for screen readers, Braille displays and terminals without a
//! screen. No cursor is moved, nothing is drawn, and nothing is told by its place or colour.
