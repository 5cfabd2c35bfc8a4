using System.Diagnostics;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Storage;

/// <summary>What Azure does under load and Azurite never does. A wrong "conflict" or "recorded" here would be told to a person.</summary>
public sealed class AzureTablesFaultTests : IAsyncLifetime
{
    private readonly string _table = "T" + Guid.NewGuid().ToString("N");
    private readonly Faults _faults = new();
    private AzureTablesRecordStore _other = null!;
    private AzureTablesRecordStore _store = null!;
    private string _connectionString = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connectionString = (await Azurite.StartAsync()).ConnectionString;
        _other = AzureTablesRecordStore.FromConnectionString(_connectionString, Azurite.Patient());
        _store = AzureTablesRecordStore.FromConnectionString(_connectionString, _faults.Options());
        await _other.CommitAsync(_table, "p", [new Change.Insert(new Record("p", "there") { ["A"] = 1 })], Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _faults.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(500, "InternalError")]
    [InlineData(500, "OperationTimedOut")]
    [InlineData(502, null)]
    [InlineData(503, "ServerBusy")]
    [InlineData(503, null)]
    [InlineData(504, null)]
    public async Task A_failure_of_the_service_is_tried_again(int status, string? code)
    {
        _faults.Answer(status, code).Answer(status, code);
        Assert.Equal(1, (await _store.FindAsync(_table, "p", "there", Cancel))?.GetInt32("A"));
        _faults.Answer(status, code).Answer(status, code);
        Assert.Single(await _store.ListAsync(_table, "p", RowRange.All, Cancel).ToListAsync(Cancel));
        _faults.Answer(status, code).Answer(status, code);
        Assert.IsType<CommitResult.Committed>(await InsertAsync("new"));
        Assert.Equal(9, _faults.Seen.Count);
    }

    [Fact]
    public async Task A_failure_inside_a_batch_answer_is_tried_again()
    {
        _faults.AnswerWith("--r\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 503 Service Unavailable\r\n\r\n{\"odata.error\":{\"code\":\"ServerBusy\",\"message\":{\"lang\":\"en-US\",\"value\":\"0:Busy\"}}}\r\n--r--", r =>
        {
            r.StatusCode = System.Net.HttpStatusCode.Accepted;
            r.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/mixed; boundary=r");
        });
        Assert.IsType<CommitResult.Committed>(await _store.CommitAsync(_table, "p", [new Change.Insert(new Record("p", "a")), new Change.Insert(new Record("p", "b"))], Cancel));
        Assert.Equal(2, _faults.Seen.Count);
    }

    [Fact]
    public async Task Retry_After_is_kept()
    {
        _faults.Answer(429, null, r => r.Headers.Add("Retry-After", "1"));
        var waited = Stopwatch.StartNew();
        Assert.NotNull(await _store.FindAsync(_table, "p", "there", Cancel));
        Assert.True(waited.Elapsed >= TimeSpan.FromSeconds(0.9), $"Asked again after {waited.Elapsed}.");
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_an_outage_in_time()
    {
        var options = _faults.Options();
        options.GiveUpAfter = TimeSpan.FromSeconds(1);
        var impatient = AzureTablesRecordStore.FromConnectionString(_connectionString, options);
        _faults.Answer(503, "ServerBusy", r => r.Headers.Add("Retry-After", "600"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => impatient.FindAsync(_table, "p", "there", Cancel));
        _faults.Answer(503, "ServerBusy", r => r.Headers.Add("Retry-After", "600"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => impatient.CommitAsync(_table, "p", [new Change.Insert(new Record("p", "new"))], Cancel));
    }

    [Fact]
    public async Task An_empty_page_that_continues_is_not_the_end()
    {
        _faults.AnswerWith("""{"value":[]}""", r =>
        {
            r.Headers.Add("x-ms-continuation-NextPartitionKey", "1!4!cA--");
            r.Headers.Add("x-ms-continuation-NextRowKey", "1!8!dGhl");
        });
        _faults.AnswerWith("""{"value":[{"PartitionKey":"p","RowKey":"a","odata.etag":"W/\"1\"","N":1}]}""", r => r.Headers.Add("x-ms-continuation-NextPartitionKey", "1!4!cB--"));
        _faults.AnswerWith("""{"value":[{"odata.etag":"W/\"2\"","PartitionKey":"p","RowKey":"b","Timestamp":"2026-01-01T00:00:00Z","N":2}]}""", _ => { });

        var listed = await _store.ListAsync(_table, "p", RowRange.All, Cancel).ToListAsync(Cancel);

        Assert.Equal([("a", 1, "W/\"1\""), ("b", 2, "W/\"2\"")], listed.Select(r => (r.RowKey, r.GetInt32("N") ?? 0, r.ETag ?? "")));
        Assert.Contains("NextPartitionKey=1%214%21cA--&NextRowKey=1%218%21dGhl", _faults.Seen[1].RequestUri!.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("NextRowKey", _faults.Seen[2].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_whose_lost_answer_was_a_success_is_unconfirmed_and_no_conflict()
    {
        _faults.LoseTheAnswer();
        await Assert.ThrowsAsync<CommitUnconfirmedException>(() => InsertAsync("new"));
        Assert.NotNull(await _other.FindAsync(_table, "p", "new", Cancel));
    }

    [Fact]
    public async Task A_batch_whose_lost_answer_was_a_success_is_unconfirmed_and_no_conflict()
    {
        _faults.DoItButAnswer(500, "OperationTimedOut");
        var there = await _other.FindAsync(_table, "p", "there", Cancel);
        await Assert.ThrowsAsync<CommitUnconfirmedException>(() => _store.CommitAsync(_table, "p", [new Change.Replace(there!), new Change.Insert(new Record("p", "new"))], Cancel));
        Assert.NotNull(await _other.FindAsync(_table, "p", "new", Cancel));
    }

    [Fact]
    public async Task A_deletion_whose_lost_answer_was_a_success_is_unconfirmed_and_no_conflict()
    {
        _faults.LoseTheAnswer();
        await Assert.ThrowsAsync<CommitUnconfirmedException>(() => _store.CommitAsync(_table, "p", [new Change.Delete("there", null)], Cancel));
        Assert.Null(await _other.FindAsync(_table, "p", "there", Cancel));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_and_that_was_not_done_is_committed_by_the_next_try()
    {
        _faults.Answer(500, "InternalError");
        var etag = Assert.Single(Assert.IsType<CommitResult.Committed>(await InsertAsync("new")).ETags);
        Assert.Equal(etag, (await _other.FindAsync(_table, "p", "new", Cancel))?.ETag);
    }

    [Fact]
    public async Task A_conflict_after_the_service_was_only_busy_is_a_conflict()
    {
        _faults.Answer(503, "ServerBusy").Answer(429).RefuseConnection();
        Assert.Equal("there", Assert.IsType<CommitResult.Conflict>(await InsertAsync("there")).RowKey);
    }

    [Fact]
    public async Task A_commit_that_fails_without_an_answer_to_the_end_is_unconfirmed()
    {
        _faults.LoseTheAnswer().LoseTheAnswer().LoseTheAnswer().LoseTheAnswer();
        await Assert.ThrowsAsync<CommitUnconfirmedException>(() => InsertAsync("new"));
        _faults.Answer(500).Answer(500).Answer(500).Answer(500);
        await Assert.ThrowsAsync<CommitUnconfirmedException>(() => InsertAsync("new2"));
    }

    [Fact]
    public async Task A_service_that_stays_busy_or_unreachable_is_an_outage_and_wrote_nothing()
    {
        _faults.Answer(503, "ServerBusy").Answer(429).Answer(429).Answer(503, "ServerBusy");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InsertAsync("new"));
        _faults.RefuseConnection().RefuseConnection().RefuseConnection().RefuseConnection();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InsertAsync("new"));
        Assert.Null(await _other.FindAsync(_table, "p", "new", Cancel));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_an_outage()
    {
        var nobody = AzureTablesRecordStore.FromConnectionString("AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a", new Faults().Options());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => nobody.CommitAsync(_table, "p", [new Change.Insert(new Record("p", "r"))], Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => nobody.FindAsync(_table, "p", "r", Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await nobody.ListAsync(_table, "p", RowRange.All, Cancel).ToListAsync(Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => nobody.CheckAsync(Cancel));
    }

    [Fact]
    public async Task A_hanging_service_is_given_up_in_time()
    {
        var options = _faults.Options();
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(300);
        options.GiveUpAfter = TimeSpan.FromSeconds(1);
        var impatient = AzureTablesRecordStore.FromConnectionString(_connectionString, options);
        _faults.Hang().Hang().Hang().Hang();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => impatient.FindAsync(_table, "p", "there", Cancel));
        for (var i = 0; i < 8; i++)
            _faults.Hang();
        await Assert.ThrowsAsync<CommitUnconfirmedException>(() => impatient.CommitAsync(_table, "p", [new Change.Insert(new Record("p", "new"))], Cancel));
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_followed_by_another()
    {
        var options = _faults.Options();
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1);
        var quick = AzureTablesRecordStore.FromConnectionString(_connectionString, options);
        _faults.Hang();
        Assert.NotNull(await quick.FindAsync(_table, "p", "there", Cancel));
    }

    [Fact]
    public async Task A_caller_who_cancels_on_the_way_hears_of_his_cancelling()
    {
        using var source = new CancellationTokenSource();
        _faults.Hang();
        var commit = _store.CommitAsync(_table, "p", [new Change.Insert(new Record("p", "new"))], source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
    }

    [Fact]
    public async Task A_table_that_is_being_deleted_is_an_outage()
    {
        _faults.Answer(409, "TableBeingDeleted");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InsertAsync("new"));
        _faults.Answer(404, "TableNotFound").Answer(409, "TableBeingDeleted");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InsertAsync("new"));
    }

    [Fact]
    public async Task A_table_that_another_server_makes_meanwhile_is_used()
    {
        _faults.Answer(404, "TableNotFound").Answer(409, "TableAlreadyExists");
        Assert.IsType<CommitResult.Committed>(await InsertAsync("new"));
    }

    [Theory]
    [InlineData(403, "AuthenticationFailed")]
    [InlineData(400, "InvalidInput")]
    [InlineData(301, null)]
    public async Task A_refusal_is_an_outage_and_not_tried_again(int status, string? code)
    {
        _faults.Answer(status, code);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InsertAsync("new"));
        _faults.Answer(status, code);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.FindAsync(_table, "p", "there", Cancel));
        _faults.Answer(status, code);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.ListAsync(_table, "p", RowRange.All, Cancel).ToListAsync(Cancel));
        Assert.Equal(3, _faults.Seen.Count);
    }

    [Theory]
    [InlineData("<html>Please sign in</html>")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task An_answer_that_is_not_the_services_is_an_outage(string body)
    {
        _faults.AnswerWith(body, _ => { });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.FindAsync(_table, "p", "there", Cancel));
        _faults.AnswerWith(body, _ => { });
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.ListAsync(_table, "p", RowRange.All, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_count_that_another_moves_while_our_answer_is_lost_is_unconfirmed()
    {
        var tally = (await _other.FindAsync(_table, "p", "there", Cancel))!;
        tally["A"] = 2;
        // Nobody can tell from the row, which says 2 in either case, whose 2 it is.
        _faults.LoseTheAnswer(async () => await _other.CommitAsync(_table, "p", [new Change.Upsert(new Record("p", "there") { ["A"] = 2 })], Cancel));
        await Assert.ThrowsAsync<CommitUnconfirmedException>(() => _store.CommitAsync(_table, "p", [new Change.Replace(tally)], Cancel));
    }

    private Task<CommitResult> InsertAsync(string rowKey) => _store.CommitAsync(_table, "p", [new Change.Insert(new Record("p", rowKey))], Cancel);
}
