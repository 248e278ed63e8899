//! A person's own walks through the report: `tours/NAME.toml` in the data folder, of the same form as those of a pack, one tour a file. They
//! are written by the program and by hand: what cannot be read is told, and never written over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::lock::locked;
use super::store;
use crate::report::Report;
use crate::report::files::FileError;
use crate::report::localized::Plain;
use crate::report::parse::{PackError, Problem};
use crate::report::tour::{FOLDER, NoTour, Stop, StopAt, Tour, sort};
use crate::text::fold::fold;
use crate::text::sanitize::{clean, clean_line};

/// A tour with more stops than this is no tour.
pub const MOST_STOPS: usize = 200;
/// A file longer than this, in bytes, is none either.
const LONGEST: u64 = 1 << 20;
/// So many tours are read.
const MOST_TOURS: usize = 500;
/// Signs of a file's name that come from the title.
const LONGEST_NAME: usize = 40;
/// How long a stop takes that was added with one key.
const MINUTES: u32 = 5;
/// Names that some systems keep for their devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A tour as it is carried: its name, and its file's text as the person has it, comments and all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The stem of its file's name.
    pub name: String,
    /// The file's text.
    pub text: String,
}

impl Carried {
    /// Makes what came from a file safe, and its name one that stays in the folder.
    pub(super) fn clean(&mut self) {
        self.name = match slug(&self.name) {
            slug if slug.is_empty() => FOLDER.trim_end_matches('s').to_owned(),
            slug => slug,
        };
        self.text = clean(&self.text).into_owned();
    }
}

/// The files in a data folder that may be tours.
pub(super) fn files(data: &Path) -> Vec<PathBuf> {
    paths(&data.join(FOLDER)).unwrap_or_default()
}

/// All tours in a data folder, those of other reports among them; what cannot be read is left out.
pub(super) fn carried(data: &Path) -> Vec<Carried> {
    let one = |path: PathBuf| {
        read(&path).ok()?;
        let text = store::read(&path).ok().flatten()?;
        // It may be written to a terminal.
        Some(Carried { name: clean_line(&path.file_stem()?.to_string_lossy()).into_owned(), text: clean(&text).into_owned() })
    };
    files(data).into_iter().take(MOST_TOURS).filter_map(one).collect()
}

/// The first file of own tours in a data folder that [`carried`] leaves out.
pub fn left_out(data: &Path) -> Option<PathBuf> {
    files(data).into_iter().enumerate().find(|(nth, path)| *nth >= MOST_TOURS || read(path).is_err()).map(|(_, path)| path)
}

/// Takes over the tours that are not there yet; one of a name that is taken gets another name: by one of these, or by a file in the `folder`
/// where they are to lie, whatever is in it. What is no tour is an error.
pub(super) fn merge(own: &mut Vec<Carried>, theirs: Vec<Carried>, folder: Option<&Path>) -> io::Result<usize> {
    let file = |name: &str| folder.map(|folder| folder.join(format!("{name}.toml")));
    let is_file = |name: &str| file(name).is_some_and(|path| fs::symlink_metadata(path).is_ok());
    let text_there = |name: &str| file(name).and_then(|path| store::read(&path).ok().flatten()).map(|text| clean(&text).into_owned());
    let before = own.len();
    for mut tour in theirs {
        if own.iter().any(|own| own.text == tour.text) {
            continue;
        }
        Tour::parse(&tour.name, &tour.text).map_err(|NoTour { at, message }| io::Error::other(format!("{}{at}: {message}", tour.name)))?;
        let names = std::iter::once(tour.name.clone()).chain((2..10_000).map(|nth| format!("{}-{nth}", tour.name)));
        // The first name that is free, or under which the same stands already.
        let is_met =
            |name: &String| own.iter().all(|own| own.name != *name) && (!is_file(name) || text_there(name).as_ref() == Some(&tour.text));
        tour.name = { names }.find(is_met).ok_or_else(|| io::Error::other("no free name"))?;
        if !is_file(&tour.name) {
            own.push(tour);
        }
    }
    Ok(own.len() - before)
}

/// A tour and where it is kept.
#[derive(Debug, Clone)]
struct Own {
    path: PathBuf,
    tour: Tour,
}

/// A person's own tours of one report.
#[derive(Debug, Default)]
pub struct OwnTours {
    /// The data folder; `None` where nothing is kept.
    folder: Option<PathBuf>,
    /// The report's identity.
    report: String,
    /// Names that the report's tours have.
    taken: Vec<String>,
    own: Vec<Own>,
    spoiled: Vec<PackError>,
}

impl OwnTours {
    /// Reads the tours in the data folder that are of this report, or of any.
    pub fn open(folder: Option<&Path>, report: &Report) -> Self {
        let taken = report.tour_names();
        let mut tours = Self { folder: folder.map(Path::to_owned), report: report.identity(), taken, ..Self::default() };
        tours.read();
        tours
    }

    /// In the order in which they are listed.
    pub fn tours(&self) -> impl Iterator<Item = &Tour> {
        self.own.iter().map(|own| &own.tour)
    }

    /// The tour of this name.
    pub fn tour(&self, name: &str) -> Option<&Tour> {
        self.tours().find(|tour| tour.id == name)
    }

    /// How messages name a tour's file.
    pub fn place(&self, tour: &Tour) -> String {
        self.own.iter().find(|own| own.tour.id == tour.id).map_or_else(String::new, |own| shown(&own.path))
    }

    /// Files that are there and cannot be read as tours, and why.
    pub fn spoiled(&self) -> &[PackError] {
        &self.spoiled
    }

    /// Whether there is a folder to save to.
    pub fn can_save(&self) -> bool {
        self.folder.is_some()
    }

    /// Keeps a new tour under a name that is made from its title and is not taken, and gives that name.
    pub fn save(&mut self, tour: &Tour) -> io::Result<String> {
        let mut tour = tour.clone();
        tour.report = Plain::new(&self.report);
        let text = text_of(&tour)?;
        let titles = tour.title.all().map(|title| slug(title));
        let stem = titles.into_iter().find(|slug| !slug.is_empty()).unwrap_or_else(|| FOLDER.trim_end_matches('s').to_owned());
        let folder = self.folder()?.join(FOLDER);
        let name = self.locked(|tours| {
            let names = std::iter::once(stem.clone()).chain((2..10_000).map(|n| format!("{stem}-{n}")));
            let is_free = |name: &String| !tours.taken.contains(name) && fs::symlink_metadata(folder.join(format!("{name}.toml"))).is_err();
            let name = { names }.find(is_free).ok_or_else(|| io::Error::other("no free name"))?;
            store::write(&folder.join(format!("{name}.toml")), &text)?;
            Ok(name)
        })?;
        self.read();
        Ok(name)
    }

    /// Adds a stop at the end.
    pub fn add_stop(&mut self, name: &str, at: &StopAt) -> io::Result<()> {
        self.change(name, |tour| {
            tour.stops.push(Stop::new(at.clone(), MINUTES));
            Ok(())
        })
    }

    /// Puts a stop at a place, or at the end where there are not so many.
    pub fn insert_stop(&mut self, name: &str, at: usize, stop: Stop) -> io::Result<()> {
        self.change(name, |tour| {
            tour.stops.insert(at.min(tour.stops.len()), stop);
            Ok(())
        })
    }

    /// Moves a stop, by its place now, to another place.
    pub fn reorder(&mut self, name: &str, from: usize, to: usize) -> io::Result<()> {
        let stop = self.stop(name, from)?;
        self.change(name, |tour| {
            let from = place_of(tour, &stop, from)?;
            let stop = tour.stops.remove(from);
            tour.stops.insert(to.min(tour.stops.len()), stop);
            Ok(())
        })
    }

    /// Takes a stop away, by its place now.
    pub fn remove_stop(&mut self, name: &str, at: usize) -> io::Result<()> {
        let stop = self.stop(name, at)?;
        self.change(name, |tour| {
            let at = place_of(tour, &stop, at)?;
            tour.stops.remove(at);
            Ok(())
        })
    }

    /// Removes a tour.
    pub fn remove(&mut self, name: &str) -> io::Result<()> {
        let path = self.path(name)?;
        self.locked(|_| fs::remove_file(&path).map_err(|error| store::about(&path, &error)))?;
        self.read();
        Ok(())
    }

    /// Changes a tour. What another copy, or the person in an editor, wrote meanwhile is what is changed.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&mut Tour) -> io::Result<()>) -> io::Result<()> {
        let path = self.path(name)?;
        let done = self.locked(|_| {
            let mut tour = read(&path).map_err(|_| store::about(&path, &io::Error::other("the file cannot be read as a tour")))?;
            change(&mut tour)?;
            store::write(&path, &text_of(&tour)?)
        });
        // What another copy changed is shown also where nothing came of it.
        self.read();
        done
    }

    fn stop(&self, name: &str, at: usize) -> io::Result<Stop> {
        self.tour(name).and_then(|tour| tour.stops.get(at)).cloned().ok_or_else(|| missing("no such stop"))
    }

    fn path(&self, name: &str) -> io::Result<PathBuf> {
        self.own.iter().find(|own| own.tour.id == name).map(|own| own.path.clone()).ok_or_else(|| missing("no such tour"))
    }

    fn folder(&self) -> io::Result<&Path> {
        self.folder.as_deref().ok_or_else(|| missing("no folder to keep it in"))
    }

    /// One lock for all tours, so that two copies do not choose the same name.
    fn locked<T>(&self, work: impl FnOnce(&Self) -> io::Result<T>) -> io::Result<T> {
        locked(&self.folder()?.join(FOLDER), || work(self))
    }

    fn read(&mut self) {
        self.own.clear();
        self.spoiled.clear();
        let Some(folder) = self.folder.as_ref().map(|folder| folder.join(FOLDER)) else { return };
        let mut paths = match paths(&folder) {
            Ok(paths) => paths,
            Err(error) => return self.spoiled.push(PackError { place: shown(&folder), problem: Problem::File(error) }),
        };
        if paths.len() > MOST_TOURS {
            self.spoiled.push(PackError { place: shown(&folder), problem: Problem::TooManyTours(MOST_TOURS) });
            paths.truncate(MOST_TOURS);
        }
        for path in paths {
            match read(&path) {
                Ok(tour) if tour.report.is_empty() || *tour.report == *self.report => self.own.push(Own { path, tour }),
                Ok(_) => {}
                Err(error) => self.spoiled.push(error),
            }
        }
        let mut tours: Vec<Tour> = self.tours().cloned().collect();
        sort(&mut tours);
        self.own.sort_by_key(|own| tours.iter().position(|tour| tour.id == own.tour.id));
    }
}

/// The files that may be tours, sorted; none where there is no such folder.
fn paths(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(FileError::Io)?,
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    // A name that begins with a dot is a temporary file's.
    let is_tour = |path: &PathBuf| {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        path.extension().is_some_and(|extension| extension == "toml") && !hidden
    };
    paths.retain(is_tour);
    paths.sort();
    Ok(paths)
}

/// Reads a tour; a file may hold anything.
fn read(path: &Path) -> Result<Tour, PackError> {
    let error = |at: &str, problem| PackError { place: format!("{}{at}", shown(path)), problem };
    let is_long = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() > LONGEST);
    if is_long {
        return Err(error("", Problem::TourTooLong));
    }
    let text = store::read(path).map_err(|problem| error("", Problem::File(problem)))?;
    let text = text.ok_or_else(|| error("", Problem::File(FileError::Missing)))?;
    // Before they are parsed, and after it for those in another spelling.
    let many = |stops: usize| if stops > MOST_STOPS { Err(error("", Problem::TooManyStops(MOST_STOPS))) } else { Ok(()) };
    many(text.lines().filter(|line| line.trim_start().starts_with("[[stop")).count())?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let tour = Tour::parse(&stem, &text).map_err(|NoTour { at, message }| error(&at, Problem::Toml(message)))?;
    many(tour.stops.len())?;
    Ok(tour)
}

fn text_of(tour: &Tour) -> io::Result<String> {
    if tour.stops.len() > MOST_STOPS {
        return Err(io::Error::other("too many stops"));
    }
    tour.to_toml().map_err(io::Error::other)
}

/// Where a stop is now: another copy may have moved it. Of several alike, the nearest to where it was.
fn place_of(tour: &Tour, stop: &Stop, was: usize) -> io::Result<usize> {
    let alike = (0..tour.stops.len()).filter(|at| tour.stops[*at].says_the_same(stop));
    alike.min_by_key(|at| at.abs_diff(was)).ok_or_else(|| missing("this stop was changed meanwhile"))
}

fn missing(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, what.to_owned())
}

fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string()).into_owned()
}

/// A title as a file's name: small letters and digits, joined.
pub(super) fn slug(title: &str) -> String {
    let words: Vec<String> =
        fold(title).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect();
    let name: String = words.join("-").chars().take(LONGEST_NAME).collect();
    let name = name.trim_end_matches('-').to_owned();
    if DEVICES.contains(&name.as_str()) { format!("{name}-1") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;
    use crate::report::localized::Localized;

    fn opened(folder: &Path) -> OwnTours {
        OwnTours::open(Some(folder), &Report::bundled())
    }

    fn places(tours: &OwnTours, name: &str) -> Vec<String> {
        tours.tour(name).expect(name).stops.iter().flat_map(|stop| &stop.at).map(ToString::to_string).collect()
    }

    #[test]
    fn a_tour_grows_is_put_in_order_and_goes() {
        let folder = tempfile::tempdir().expect("folder");
        let mut tours = opened(folder.path());
        let name = tours.save(&Tour::new("Género: \u{1b}[2J un día")).expect("saved");
        assert_eq!(name, "genero-2j-un-dia");
        for at in ["trafficking.5", "ecuador/law", "rec:07"] {
            tours.add_stop(&name, &StopAt::parse(at)).expect("added");
        }
        tours.reorder(&name, 2, 0).expect("moved");
        tours.reorder(&name, 0, 99).expect("moved to the end");
        tours.reorder(&name, 2, 0).expect("moved");
        assert_eq!(places(&tours, &name), ["rec:07", "trafficking.5", "ecuador/law"]);
        tours.remove_stop(&name, 1).expect("removed");
        let question = |tour: &mut Tour| {
            tour.stops[0].questions.push(Localized::of("Who \"pays\"?"));
            Ok(())
        };
        tours.change(&name, question).expect("changed");
        let again = opened(folder.path());
        assert_eq!(places(&again, &name), ["rec:07", "ecuador/law"]);
        let tour = again.tour(&name).expect("kept");
        assert_eq!(tour.stops[0].questions[0].text(Language::Pt), "Who \"pays\"?");
        assert_eq!(tour.title.text(Language::En), "Género: ␛[2J un día");
        tours.remove(&name).expect("removed");
        assert_eq!(opened(folder.path()).tours().count(), 0);
        assert!(tours.add_stop(&name, &StopAt::parse("about.1")).is_err() && tours.remove("../marks").is_err());
    }

    #[test]
    fn no_tour_is_written_over() {
        let folder = tempfile::tempdir().expect("folder");
        let mut tours = opened(folder.path());
        let mut save = |title: &str| tours.save(&Tour::new(title)).expect("saved");
        assert_eq!([save("Ours"), save("OURS!"), save("¿?"), save("con")], ["ours", "ours-2", "tour", "con-1"]);
        // Names of the report's own are taken, and so is what is no tour at all.
        assert_eq!(save("Front line"), "front-line-2");
        std::fs::create_dir(folder.path().join("tours/x.toml")).expect("folder");
        assert_eq!(tours.save(&Tour::new("x")).expect("saved"), "x-2");
        assert_eq!(tours.spoiled().len(), 1);
    }

    #[test]
    fn two_copies_lose_nothing() {
        let folder = tempfile::tempdir().expect("folder");
        let (mut one, mut two) = (opened(folder.path()), opened(folder.path()));
        let name = one.save(&Tour::new("Ours")).expect("saved");
        assert_eq!(two.save(&Tour::new("Ours")).expect("saved"), "ours-2");
        one.add_stop(&name, &StopAt::parse("about.1")).expect("added");
        two.add_stop(&name, &StopAt::parse("about.2")).expect("added");
        // What one has on its screen stands elsewhere by now.
        two.reorder(&name, 1, 0).expect("moved");
        one.remove_stop(&name, 0).expect("removed");
        assert_eq!(places(&one, &name), ["about.2"]);
        assert!(two.remove_stop(&name, 1).is_err(), "it is gone already");
        assert_eq!(places(&two, &name), ["about.2"]);
        std::thread::scope(|scope| {
            for copy in 0..4 {
                let folder = folder.path();
                scope.spawn(move || {
                    let mut tours = opened(folder);
                    (1..=5).for_each(|n| tours.add_stop("ours-2", &StopAt::parse(&format!("x{copy}.{n}"))).expect("added"));
                });
            }
        });
        assert_eq!(opened(folder.path()).tour("ours-2").expect("kept").stops.len(), 20);
    }

    #[test]
    fn what_cannot_be_read_is_told_and_left_alone() {
        let folder = tempfile::tempdir().expect("folder");
        let mut tours = opened(folder.path());
        let name = tours.save(&Tour::new("Ours")).expect("saved");
        let path = folder.path().join("tours/ours.toml");
        std::fs::write(&path, "[tour]\ntitle = 7\n").expect("written");
        assert!(tours.add_stop(&name, &StopAt::parse("about.1")).is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "[tour]\ntitle = 7\n");
        assert_eq!(tours.spoiled().len(), 1);
        assert!(tours.spoiled()[0].place.ends_with("ours.toml:2:9"), "{:?}", tours.spoiled());
    }

    #[test]
    fn of_another_report_are_not_listed() {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::create_dir(folder.path().join("tours")).expect("folder");
        for (name, report) in [("a", "report = \"Another (1999)\"\n"), ("b", "")] {
            std::fs::write(folder.path().join(format!("tours/{name}.toml")), format!("[tour]\ntitle = \"T\"\n{report}")).expect("written");
        }
        assert_eq!(opened(folder.path()).tours().map(|tour| tour.id.clone()).collect::<Vec<_>>(), ["b"]);
    }

    #[cfg(unix)]
    #[test]
    fn files_are_their_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("folder");
        opened(folder.path()).save(&Tour::new("Ours")).expect("saved");
        for (file, mode) in [("tours", 0o700), ("tours/ours.toml", 0o600)] {
            let metadata = std::fs::metadata(folder.path().join(file)).expect("there");
            assert_eq!(metadata.permissions().mode() & 0o777, mode, "{file}");
        }
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let mut tours = OwnTours::open(None, &Report::bundled());
        assert!(!tours.can_save() && tours.save(&Tour::new("Ours")).is_err());
    }
}
