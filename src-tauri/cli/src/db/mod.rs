//! `nianbao db`: the library, act by act.

mod args;
mod history;
mod limits;
mod told;

pub(crate) use args::{command, wish, Wish};

use crate::{failure::Failure, say, FAILED};
use args::{Act, Which};
use office::{
    find_data, local_now, Added, Choice, Clock, Enclosed, Incoming, Library, Listed, Office, Overview,
    Places, Standing,
};
use report::{check::RuleId, Severity};
use std::{path::Path, sync::Arc};

pub(crate) fn run(office: &Office, wish: Wish) -> Result<u8, Failure> {
    let places = match wish.library {
        Some(path) => Places::of_library(&path),
        None => Places::of_user(&find_data(std::env::var_os("NIANBAO_DATA").map(Into::into))?)?,
    };
    let clock: Arc<dyn Clock> = Arc::new(local_now);
    let room = Room { office, places, clock };
    match wish.act {
        Act::List { which, json } => room.list(&which, json),
        Act::Add { files, agency, replace } => room.add(&files, agency.as_deref(), replace),
        Act::Export { to } => room.export(&to),
        Act::Backup { folder, choose } => room.back_up(folder.as_deref(), choose),
        Act::Backups => room.backups(),
        Act::Restore { from, yes } => room.restore(&from, yes),
        Act::Verify { json } => room.verify(json),
        Act::Pack { to, which, pdf } => room.pack(&to, &which, pdf),
        Act::Unpack { from, which, add, replace } => room.unpack(&from, &which, add, replace),
        Act::History { which, then } => history::run(&room, &which, &then),
        Act::Severity { set, json } => room.severity(&set, json),
        Act::Limits { set } => limits::run(&room, &set),
        Act::Recover { into } => room.recover(into.as_deref()),
        Act::Move { to } => room.move_to(&to),
    }
}

/// What every act works with.
struct Room<'a> {
    office: &'a Office,
    places: Places,
    clock: Arc<dyn Clock>,
}

impl Room<'_> {
    fn look(&self) -> Result<Library, Failure> {
        Ok(self.office.look_into_library(self.places.clone(), self.clock.clone())?)
    }

    /// The library to change: the file must be there, so that a slip of the pen makes no second one.
    fn change(&self) -> Result<Library, Failure> {
        if !self.places.library().exists() {
            self.look()?;
        }
        self.change_or_make()
    }

    /// Closes a library after a change; that the backup could not be made takes nothing from it.
    fn close(&self, library: Library) {
        let told = match library.close() {
            Ok(None) => return,
            Ok(Some(thinned)) => thinned.notice(),
            Err(error) => Some(format!("改动已保存，但没能自动备份：{error}")),
        };
        told.iter().for_each(|told| say::err(told));
    }

    fn change_or_make(&self) -> Result<Library, Failure> {
        let library = self.office.open_library(self.places.clone(), self.clock.clone())?;
        library.notice().into_iter().for_each(say::err);
        if library.recovered() {
            say::err("上次没有正常关闭，已检查年报库，内容完好。");
        }
        Ok(library)
    }

    fn list(&self, which: &Which, json: bool) -> Result<u8, Failure> {
        let overview = self.look()?.overview()?;
        let reports = chosen(&overview, which);
        say::out(&if json {
            told::listed_as_json(&overview, &reports)?
        } else {
            told::listed(&overview, &reports, which)
        })?;
        Ok(0)
    }

    fn add(&self, files: &[crate::args::Input], agency: Option<&str>, replace: bool) -> Result<u8, Failure> {
        // Read first: where nothing can be read, no library is made.
        let mut read = Vec::new();
        let mut failed = 0;
        for file in files {
            match say::read(self.office, file) {
                Ok(reading) => {
                    let parts = reading.into_parts().into_iter();
                    read.extend(parts.map(|part| (crate::args::named(file), part.report)));
                }
                Err(failure) if files.len() == 1 => return Err(failure),
                Err(failure) => {
                    say::err(&failure.to_string());
                    failed += 1;
                }
            }
        }
        if read.is_empty() {
            return Ok(FAILED);
        }
        let mut library = self.change_or_make()?;
        for (name, report) in read {
            match library.add(&report, &name, agency, replace) {
                Ok(added) => {
                    failed += usize::from(matches!(added, Added::Different(..)));
                    say::out(&told::added(&name, &report.title(), &added))?;
                }
                Err(error) if files.len() == 1 => return Err(error.into()),
                Err(error) => {
                    say::err(&Failure::from(error).to_string());
                    failed += 1;
                }
            }
        }
        self.close(library);
        Ok(if failed > 0 { FAILED } else { 0 })
    }

    fn export(&self, to: &Path) -> Result<u8, Failure> {
        let library = self.look()?;
        library.export(to)?;
        say::out(&format!("整个年报库已写到“{}”，与库里的一致。\n", to.display()))?;
        library.copied_notice().iter().for_each(|told| say::err(told));
        Ok(0)
    }

    fn back_up(&self, folder: Option<&Path>, choose: bool) -> Result<u8, Failure> {
        let backup = match folder {
            Some(folder) if choose => self.change()?.choose_backups(folder)?,
            folder => self.look()?.back_up(folder, &mut office::unwatched)?,
        };
        say::out(&format!("已备份到“{}”，与库里的一致。\n", backup.made.path.display()))?;
        backup.notice().iter().for_each(|told| say::err(told));
        Ok(0)
    }

    fn backups(&self) -> Result<u8, Failure> {
        let library = self.look()?;
        say::out(&told::backups(library.places().backups(), &library.backups()?))?;
        Ok(0)
    }

    fn restore(&self, from: &Path, yes: bool) -> Result<u8, Failure> {
        let previewed = match self.look() {
            Ok(library) => match library.preview_restore(from, &mut office::unwatched) {
                Err(error) if error.code() == "library-damaged" => Err(error),
                previewed => Ok(previewed?),
            },
            Err(Failure::Office(error))
                if matches!(error.code(), "library-damaged" | "library-lost" | "library-missing") =>
            {
                Err(error)
            }
            Err(failure) => return Err(failure),
        };
        match previewed {
            Ok(preview) => say::out(&told::preview(&preview))?,
            Err(error) => {
                say::err(&error.to_string());
                say::out("将用这个文件代替它；原来的文件如果还在，会留在旁边。\n")?;
            }
        }
        if !yes {
            say::out("还没有恢复。确认要恢复，请加上 --yes。\n")?;
            return Ok(0);
        }
        say::out(&told::restored(&self.office.restore(&self.places, from, &self.clock)?))?;
        Ok(0)
    }

    fn verify(&self, json: bool) -> Result<u8, Failure> {
        let verified = self.look()?.verify(|_, _| ())?;
        say::out(&if json { told::verified_as_json(&verified)? } else { told::verified(&verified) })?;
        Ok(if verified.damaged.is_empty() { 0 } else { FAILED })
    }

    fn pack(&self, to: &Path, which: &Which, pdf: bool) -> Result<u8, Failure> {
        let library = self.look()?;
        let overview = library.overview()?;
        let reports = chosen(&overview, which);
        let ids: Vec<_> = reports.iter().map(|it| it.id).collect();
        library.pack(self.office, &ids, pdf, to)?;
        say::out(&format!("{} 份年报已打成交换包“{}”。\n", ids.len(), to.display()))?;
        Ok(0)
    }

    fn unpack(&self, from: &Path, which: &Which, add: bool, replace: bool) -> Result<u8, Failure> {
        let package = self.office.open_package(from)?;
        let mut library = if add || replace {
            self.change_or_make()?
        } else {
            match self.look() {
                // Where there is no library yet, all of it is new.
                Err(Failure::Office(error)) if error.code() == "library-missing" => {
                    let new = |it: &Enclosed| Incoming {
                        enclosed: it.clone(),
                        agency: None,
                        standing: Standing::New,
                    };
                    let incoming: Vec<_> = package.enclosed().iter().map(new).collect();
                    say::out(&told::incoming(&package, &incoming))?;
                    say::out(&told::taken(0, false))?;
                    return Ok(0);
                }
                library => library?,
            }
        };
        let incoming = library.preview_package(&package)?;
        say::out(&told::incoming(&package, &incoming))?;
        let choices: Vec<_> = incoming.iter().map(|it| choice(it, which, add, replace)).collect();
        let taken = choices.iter().filter(|choice| **choice != Choice::Leave).count();
        if taken > 0 {
            library.take(&package, &choices)?;
            self.close(library);
        }
        say::out(&told::taken(taken, add || replace))?;
        Ok(0)
    }

    fn severity(&self, set: &[(RuleId, Option<Severity>)], json: bool) -> Result<u8, Failure> {
        let strictness = if set.is_empty() {
            self.look()?.strictness()?
        } else {
            let mut library = self.change()?;
            for (rule, severity) in set {
                library.set_severity(*rule, *severity)?;
            }
            let strictness = library.strictness()?;
            self.close(library);
            strictness
        };
        say::out(&if json { told::severities_as_json(&strictness)? } else { told::severities(&strictness) })?;
        Ok(0)
    }

    fn recover(&self, into: Option<&Path>) -> Result<u8, Failure> {
        let rescue = self.office.rescue(&self.places, &self.clock)?;
        say::out(&told::rescue(&self.places, &rescue))?;
        if let Some(into) = into {
            self.office.write_rescued(&rescue, into, &self.clock)?;
            say::out(&told::rescued(into, rescue.backup.is_some()))?;
        }
        Ok(0)
    }

    fn move_to(&self, to: &Path) -> Result<u8, Failure> {
        let (library, left) = self.change()?.move_to(self.office, to, &mut office::unwatched)?;
        say::out(&format!("年报库已移到“{}”，与原来的一致。\n", library.places().library().display()))?;
        library.copied_notice().iter().for_each(|told| say::err(told));
        if library.places().backups() != self.places.backups() {
            let (before, now) = (self.places.backups().display(), library.places().backups().display());
            say::out(&format!("以前的备份留在“{before}”，以后备份到“{now}”。\n"))?;
        }
        if let Some(left) = left {
            say::err(&format!("旧文件“{}”没能删除，已不再使用，可以手工删除。", left.display()));
        }
        Ok(0)
    }
}

/// What is to become of a report in a package.
fn choice(incoming: &Incoming, which: &Which, add: bool, replace: bool) -> Choice {
    let enclosed = &incoming.enclosed;
    if !which.takes(&enclosed.profile.name, enclosed.year) {
        return Choice::Leave;
    }
    match &incoming.standing {
        Standing::New if add => Choice::Add,
        Standing::Different { listed, .. } if replace => Choice::Replace { shown: listed.hash },
        _ => Choice::Leave,
    }
}

/// The reports of an agency and a year, or of all.
fn chosen<'a>(overview: &'a Overview, which: &Which) -> Vec<&'a Listed> {
    let wanted = |listed: &&Listed| which.takes(overview.agency_of(listed), listed.year);
    overview.reports.iter().filter(wanted).collect()
}
