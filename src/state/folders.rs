//! Where the reader's things are kept: the platform's folders, or one folder of the reader's choice.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The folders of this program. `None` where the platform names none (no home, for example): nothing is kept then.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// What the person set.
    pub config: Option<PathBuf>,
    /// Place and history.
    pub state: Option<PathBuf>,
    /// What the person made: checklists, notes.
    pub data: Option<PathBuf>,
}

impl Folders {
    /// No folder: nothing is read, and nothing is kept.
    pub const fn nowhere() -> Self {
        Self { config: None, state: None, data: None }
    }

    /// Everything in one folder.
    pub fn in_one(folder: &Path) -> Self {
        let folder = || Some(folder.to_owned());
        Self { config: folder(), state: folder(), data: folder() }
    }

    /// `--state DIR`, else `$VEREDA_STATE`, else the platform's folders (XDG on Unix).
    pub fn find(chosen: Option<&Path>) -> Self {
        let from_environment = || std::env::var_os("VEREDA_STATE").filter(|value| !value.is_empty()).map(PathBuf::from);
        if let Some(folder) = chosen.map(Path::to_owned).or_else(from_environment) {
            return Self::in_one(&folder);
        }
        let base = etcetera::choose_base_strategy().ok();
        let config = base.as_ref().map(|base| base.config_dir().join("vereda"));
        let data = base.as_ref().map(|base| base.data_dir().join("vereda"));
        let state = base.map(|base| base.state_dir().unwrap_or_else(|| base.data_dir()).join("vereda"));
        Self { config, state, data }
    }
}
