//! The reader's own things, kept between runs.

pub mod bundle;
pub mod checklist;
pub mod file;
pub mod folders;
mod item;
pub mod kept;
pub mod library;
pub mod locate;
pub mod lock;
pub mod mark;
pub mod marks;
pub mod place;
mod recovery;
pub mod state_file;
pub mod store;
pub mod time;
pub mod tours;

pub use checklist::Checklists;
pub use file::Notice;
pub use folders::Folders;
pub use library::Library;
pub use marks::Marks;
pub use place::{Place, Places};
pub use state_file::StateFile;
pub use tours::OwnTours;
