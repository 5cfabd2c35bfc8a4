using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>The six words as they were typed; an empty one is the usual word.</summary>
internal sealed record WordsForm(string Locality, string Localities, string Practice, string Practices, string GoverningBody, string Chair)
{
    private const int TypedMax = Vocabulary.WordCharactersMax * 2;

    public static WordsForm Of(Vocabulary words)
        => new(words.Locality ?? "", words.Localities ?? "", words.Practice ?? "", words.Practices ?? "", words.GoverningBody ?? "", words.Chair ?? "");

    public static WordsForm Read(TurnData data)
        => new(data.Text("locality", TypedMax), data.Text("localities", TypedMax), data.Text("practice", TypedMax), data.Text("practices", TypedMax), data.Text("governingBody", TypedMax), data.Text("chair", TypedMax));

    private IEnumerable<string> All => [Locality, Localities, Practice, Practices, GoverningBody, Chair];

    /// <summary>The vocabulary, or why it can't be one.</summary>
    public Ruling<Vocabulary> Check(DateOnly today)
    {
        foreach (var word in All)
        {
            if (word.Length > Vocabulary.WordCharactersMax)
                return new Refusal("setup.refused.longWord", ("word", word), ("max", $"{Vocabulary.WordCharactersMax}"));
            if (word.Any(char.IsControl))
                return new Refusal("setup.refused.lines");
            if (PatientData.FindIn(word, today) is not null)
                return new Refusal("shell.refused.patientData");
        }

        return new Vocabulary(OrUsual(Locality), OrUsual(Localities), OrUsual(Practice), OrUsual(Practices), OrUsual(GoverningBody), OrUsual(Chair));
    }

    private static string? OrUsual(string word) => word.Length == 0 ? null : word;
}

/// <summary>An organiser, chair or administrator opens the dialog for what the organisation calls things.</summary>
internal sealed class OpenWordsForm(OrganisationShelf organisations, SetUpCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is { } now
            ? cards.Words(now.Organisation, WordsForm.Of(now.Organisation.Words), problem: null)
            : new Answer.Refused(new Refusal("members.refused.noOrganisation"));
}

/// <summary>They send it: cards speak so from now on.</summary>
internal sealed class SendWordsForm(OrganisationShelf organisations, ChangeOrganisation change, SetUpReader reader, SetUpCards cards, Sentences sentences) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (id, form) = (turn.Actor.Organisation.Id, WordsForm.Read(turn.Data));
        if (await organisations.ReadAsync(id, cancellationToken) is not { } now)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        if (form.Check(turn.Today).IsRefused(out var wrong, out var words))
            return cards.Words(now.Organisation, form, wrong);
        var ruling = await change.RunAsync(
            id,
            organisation => organisation with { Words = words },
            (before, after) => Audit.Entry(id, turn, "organisations.wordsSet", new Changed("words", string.Join('|', Said(before.Words)), string.Join('|', Said(after.Words)))),
            cancellationToken);
        return ruling.IsRefused(out var refusal, out _)
            ? cards.Words(now.Organisation, form, refusal)
            : cards.Status(turn, (await reader.ReadAsync(id, cancellationToken))!, sentences.Text.Plain("setup.words.saved"), inDialog: true);
    }

    private static IEnumerable<string?> Said(Vocabulary words) => [words.Locality, words.Localities, words.Practice, words.Practices, words.GoverningBody, words.Chair];
}
