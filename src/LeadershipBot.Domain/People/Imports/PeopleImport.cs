using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.People.Imports;

/// <summary>
/// Compares a file of an organisation's people with its roll. The file is the whole list: whom an earlier file listed and
/// this one doesn't has left, and stays as history; people who joined by themselves stay members.
/// </summary>
public static class PeopleImport
{
    /// <summary>The most people of one file: half of all GPs of England.</summary>
    public const int PeopleMax = 20_000;

    /// <summary>
    /// Works out the new roll. Applied to what a plan has made, the same entries plan no change. Of roles and practices the
    /// file sets only what it says otherwise than the file before, so that what an organiser gave or took since stays so.
    /// </summary>
    /// <param name="roll">The roll as it is.</param>
    /// <param name="entries">The usable lines, in the order of the file.</param>
    /// <param name="about">Whom the unusable lines are about; null for a line where that can't be told.</param>
    /// <param name="scope">What holds for the organisation.</param>
    public static RollPlan Plan(Roll roll, IReadOnlyCollection<PersonEntry> entries, IReadOnlyCollection<PersonMark?> about, ImportScope scope)
    {
        ArgumentNullException.ThrowIfNull(roll);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(scope);
        return new Planning(roll, scope).Run(entries, about);
    }

    private sealed class Planning(Roll roll, ImportScope scope)
    {
        private readonly Dictionary<MemberId, Member> _members = new(roll.Members);
        private readonly Dictionary<string, Invited> _invited = new(roll.Invited);
        private readonly ILookup<string, Member> _byEmail = roll.Members.Values.Where(member => member.Email.Length > 0).ToLookup(member => member.Email);
        private readonly PracticeBook _practices = new(roll, scope);
        private readonly Dictionary<MemberId, int> _linesOfIds = [];
        private readonly Dictionary<string, int> _linesOfEmails = [];
        private readonly HashSet<string> _objectIds = [];
        private readonly HashSet<string> _emails = [];
        private readonly Rejections _rejected = new();
        private readonly HashSet<MemberId> _touched = [];
        private int _added;
        private int _changed;
        private int _unchanged;

        public RollPlan Run(IReadOnlyCollection<PersonEntry> entries, IReadOnlyCollection<PersonMark?> about)
        {
            foreach (var mark in about.OfType<PersonMark>().Concat(entries.Select(entry => new PersonMark(entry.ObjectId, entry.Email))))
                Named(mark);
            foreach (var entry in entries)
                Take(entry);
            var (left, stay) = Leave(everybodyIsTold: !about.Contains(null));
            return new RollPlan(new Roll(roll.Localities, _practices.All, _members, _invited), _rejected)
            {
                Added = _added,
                Changed = _changed,
                Left = left,
                Unchanged = _unchanged,
                StayUntold = stay,
                Newcomers = [.. _touched.Where(id => !roll.Members.ContainsKey(id))],
                Touched = [.. _touched],
                ChangesNothing = _added + _changed + left == 0 && !_practices.IsChanged,
            };
        }

        private void Named(PersonMark mark)
        {
            if (mark.ObjectId.Length > 0)
                _objectIds.Add(mark.ObjectId);
            if (mark.Email.Length > 0)
                _emails.Add(mark.Email);
        }

        private void Take(PersonEntry entry)
        {
            var tenant = entry.TenantId.Length > 0 ? entry.TenantId : scope.TenantIds is [var only] ? only : "";
            if (entry.ObjectId.Length > 0 && !scope.TenantIds.Contains(tenant))
            {
                _rejected.Add(entry.Line, "tenant", tenant.Length == 0 ? new Refusal("imports.line.whichTenant") : new Refusal("imports.line.noTenant", ("tenant", tenant)));
                return;
            }

            var id = entry.ObjectId.Length > 0 ? new MemberId(tenant, entry.ObjectId) : OfEmail(entry.Email);
            if (LineOf(id, entry) is { } line)
                _rejected.Add(entry.Line, "", new Refusal("imports.line.samePerson", ("line", ImportWords.Number(line))));
            else if (ProblemOf(entry, id) is var (column, reason))
                _rejected.Add(entry.Line, column, reason);
            else
                Count(id, entry);
        }

        /// <summary>The line counts: from here on it stands for the person.</summary>
        private void Count(MemberId? id, PersonEntry entry)
        {
            if (id is { } listed)
                _linesOfIds.Add(listed, entry.Line);
            if (entry.Email.Length > 0)
                _linesOfEmails.Add(entry.Email, entry.Line);
            if (id is { } member)
                List(member, entry);
            else
                Invite(entry);
        }

        // Who was matched and confirmed before is found by e-mail; two members of one e-mail can't be told apart. Who left
        // isn't found: the address may be somebody else's by now, or theirs in a new account, and is matched anew.
        private MemberId? OfEmail(string email) => _byEmail[email].Where(member => _members[member.Id].LeftAt is null).Take(2).ToList() is [var one] ? one.Id : null;

        private int? LineOf(MemberId? id, PersonEntry entry)
            => id is { } member && _linesOfIds.TryGetValue(member, out var byId) ? byId
                : entry.Email.Length > 0 && _linesOfEmails.TryGetValue(entry.Email, out var byEmail) ? byEmail : null;

        private (string Column, Refusal Reason)? ProblemOf(PersonEntry entry, MemberId? id)
        {
            var before = id is { } member ? _members.GetValueOrDefault(member) : _invited.GetValueOrDefault(entry.Email)?.As;
            if (entry.Name.Length == 0 && before is null)
                return ("name", new Refusal("imports.line.missing"));
            if (PatientData.FindIn($"{entry.Name} · {entry.Title}", DateOnly.FromDateTime(scope.Now.UtcDateTime)) is not null)
                return ("", new Refusal("imports.line.patient"));
            return entry.Practices?.All.Select(_practices.ProblemOf).FirstOrDefault(problem => problem is not null) is { } wrong ? ("practice", wrong) : null;
        }

        private void List(MemberId id, PersonEntry entry)
        {
            if (entry.Email.Length > 0)
                _invited.Remove(entry.Email);
            var before = _members.GetValueOrDefault(id);
            var after = Applied(before ?? new Member(id, entry.Name, Roles.Member), entry);
            _members[id] = after;
            if (after != before)
                _touched.Add(id);
            Count(before is null, after != before);
        }

        private void Invite(PersonEntry entry)
        {
            var before = _invited.GetValueOrDefault(entry.Email);
            var member = Applied(before?.As ?? new Member(default, entry.Name, Roles.Member), entry);
            var after = (before ?? new Invited(entry.Email, member) { InvitedAt = scope.Now }) with { As = member };
            _invited[entry.Email] = after;
            Count(before is null, after != before);
        }

        private void Count(bool isNew, bool isOther)
        {
            if (isNew)
                _added++;
            else if (isOther)
                _changed++;
            else
                _unchanged++;
        }

        private Member Applied(Member before, PersonEntry entry)
        {
            foreach (var code in entry.Practices?.All ?? [])
                _practices.Admit(code);
            if (before.LeftAt is not null) // who comes back begins anew: what they were before they left is history
                before = new Member(before.Id, before.Name, Roles.Member) { Email = before.Email };
            var said = before.Imported ?? ImportedFacts.Nothing;
            var roles = entry.Roles ?? said.Roles;
            var practices = entry.Practices ?? said.Practices;
            var after = before with
            {
                Name = entry.Name.Length > 0 ? entry.Name : before.Name,
                Email = entry.Email.Length > 0 ? entry.Email : before.Email,
                Title = entry.Title ?? before.Title,
                Profession = entry.Profession ?? before.Profession,
                Contract = entry.Contract ?? before.Contract,
                Roles = (before.Roles & ~(said.Roles & ~roles)) | (roles & ~said.Roles),
                Practices = Merged(before.Practices, said.Practices, practices),
                IsImported = true,
                LeftAt = null,
            };
            var leads = entry.IsLead switch
            {
                true => entry.Practices ?? after.Practices,
                false => PracticeCodes.None,
                null => said.LeadOf,
            };
            return after with
            {
                LeadOf = Merged(before.LeadOf, said.LeadOf, leads).Among(after.Practices),
                ChosenPractices = before.ChosenPractices.Without(after.Practices),
                ChosenProfession = before.ChosenProfession == after.Profession ? null : before.ChosenProfession,
                ChosenContract = before.ChosenContract == after.Contract ? null : before.ChosenContract,
                Imported = new ImportedFacts(roles, practices, leads),
            };
        }

        private static PracticeCodes Merged(PracticeCodes now, PracticeCodes saidBefore, PracticeCodes says)
            => now.Without(saidBefore.Without(says)).With(says.Without(saidBefore));

        private (int Left, int Stay) Leave(bool everybodyIsTold)
        {
            var missing = _members.Values
                .Where(member => member is { IsImported: true, LeftAt: null } && !_objectIds.Contains(member.Id.ObjectId) && !(member.Email.Length > 0 && _emails.Contains(member.Email)))
                .ToList();
            var uninvited = _invited.Keys.Where(email => !_emails.Contains(email)).ToList();
            if (!everybodyIsTold)
                return (0, missing.Count + uninvited.Count);
            foreach (var member in missing)
            {
                _members[member.Id] = Confirming.Left(member, scope.Now);
                _touched.Add(member.Id);
            }

            // They never were members, so that there is no history to keep.
            uninvited.ForEach(email => _invited.Remove(email));
            return (missing.Count + uninvited.Count, 0);
        }
    }
}
