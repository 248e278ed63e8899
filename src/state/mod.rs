//! The reader's own things, kept between runs.

pub mod folders;
pub mod place;
pub mod store;

pub use folders::Folders;
pub use place::{Place, Places};
