using LeadershipBot.Domain.People;
using LeadershipBot.Features;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell;

public sealed class FeatureTableTests
{
    [Fact]
    public void A_verb_or_command_that_leads_to_two_slices_stops_the_start_with_a_sentence_that_names_both()
    {
        var table = new FeatureTable();
        table.Verb<One>("polls.vote");
        table.Command<One>("poll");

        Assert.Equal("polls.vote leads to two slices: One and Other.", Assert.Throws<InvalidOperationException>(() => table.Verb<Other>("polls.vote")).Message);
        Assert.Equal("poll leads to two slices: One and Other.", Assert.Throws<InvalidOperationException>(() => table.Command<Other>("poll")).Message);
        Assert.Throws<InvalidOperationException>(() => table.Command<Other>("POLL"));
    }

    [Fact]
    public void An_outbox_kind_the_unknown_words_and_the_directory_are_named_once()
    {
        var table = AllFeatures.Table();

        Assert.Contains("polls.end", Assert.Throws<InvalidOperationException>(() => table.Deliver<Parcel>("polls.end")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(table.AnswerUnknownWordsWith<One>);
        Assert.Throws<InvalidOperationException>(table.FindPeopleWith<Directory>);
    }

    [Theory]
    [InlineData("poll", "poll", "")]
    [InlineData("Poll \"A?\" Yes", "poll", "\"A?\" Yes")]
    [InlineData("poll\"A?\" Yes", "poll", "\"A?\" Yes")]
    [InlineData("polling", null, null)]
    [InlineData("set up now", "set up", "now")]
    [InlineData("set", "set", "")]
    [InlineData("", null, null)]
    public void The_longest_command_that_begins_a_message_is_found(string message, string? command, string? words)
    {
        var table = new FeatureTable();
        table.Command<One>("poll");
        table.Command<One>("set");
        table.Command<One>("set up");

        var found = table.FindCommand(message);

        Assert.Equal(command, found?.Route.Name);
        Assert.Equal(words, found?.Words);
    }

    [Fact]
    public void Verbs_are_matched_to_the_letter()
    {
        Assert.NotNull(AllFeatures.Table().FindVerb("polls.vote"));
        Assert.Null(AllFeatures.Table().FindVerb("Polls.Vote"));
        Assert.Null(AllFeatures.Table().FindVerb(""));
    }

    private sealed class One : ISlice
    {
        public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(Answer.Nothing);
    }

    private sealed class Other : ISlice
    {
        public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(Answer.Nothing);
    }

    private sealed class Parcel : IDelivery
    {
        public Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken) => Task.FromResult<Delivered>(new Delivered.Done());
    }

    private sealed class Directory : IDirectory
    {
        public ValueTask<KnownPerson> FindAsync(Account account, Place place, string organisationId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<MemberId>> ListPeopleAsync(string organisationId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<OrganisationName>> ListOrganisationsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<OrganisationName>> ListOrganisationsOfTenantAsync(string tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<OrganisationsOfPerson> ListOrganisationsOfAsync(MemberId member, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask NoteAsync(MemberId member, string organisationId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ActForAsync(MemberId member, string organisationId, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Forget(MemberId member) => throw new NotSupportedException();
    }
}
