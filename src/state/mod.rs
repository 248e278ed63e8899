//! The reader's own things, kept between runs.

pub mod checklist;
pub mod file;
pub mod folders;
pub mod place;
pub mod store;

pub use checklist::Checklists;
pub use file::Notice;
pub use folders::Folders;
pub use place::{Place, Places};
