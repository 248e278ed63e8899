//! What leaves the program: records, text, checklists and notes as Markdown, plain text, pages, spreadsheets and JSON lines, and anything with
//! its citation as QR codes. Writers take any `Write`.

pub mod chart;
pub mod checklist;
pub mod format;
pub(crate) mod html;
mod html_page;
mod html_text;
mod markdown;
pub mod notes;
pub mod plain;
pub mod printer;
pub mod qr;
pub mod qr_cells;
mod qr_split;
pub mod qr_text;
pub mod records;
pub mod selection;
pub(crate) mod spreadsheet;
pub mod table;
pub mod to_file;
pub mod tour;

pub use format::Format;
pub use selection::Selection;
