using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadershipBot.Storage;

/// <summary>
/// Columns as JSON in Azure's own form: strings, booleans and whole numbers are plain, all else is named by an
/// annotation <c>Name@odata.type</c> beside it. SQLite keeps the same text, so that <c>columns ->> 'Question'</c> works.
/// Source: "Payload format for Table service operations", Microsoft Learn.
/// </summary>
internal static class RecordJson
{
    private const string TypeSuffix = "@odata.type";

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the text never stands in HTML
        SkipValidation = true,
    };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? Writer;

    /// <summary>The columns alone.</summary>
    public static byte[] Encode(Record record) => Encode(record, withKeys: false);

    /// <summary>Keys and columns.</summary>
    public static byte[] EncodeWithKeys(Record record) => Encode(record, withKeys: true);

    /// <summary>Reads columns that <see cref="Encode(Record)"/> wrote.</summary>
    /// <exception cref="JsonException">It isn't such a text.</exception>
    public static Record Decode(ReadOnlySpan<byte> columns, string partitionKey, string rowKey, string etag)
    {
        var json = new Utf8JsonReader(columns);
        json.Read();
        var entity = ReadEntity(ref json);
        return new Record(partitionKey, rowKey, entity.Columns) { ETag = etag };
    }

    /// <summary>Reads an entity as Azure answers it; the reader stands at its first brace and is left at its last.</summary>
    /// <exception cref="JsonException">It isn't an entity.</exception>
    public static Entity ReadEntity(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An entity is a JSON object.");
        var entity = new Entity([], null, null, null);
        string? typed = null;
        var type = EdmType.Plain;
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var isAnnotation = json.ValueSpan.EndsWith("@odata.type"u8);
            var isSystem = json.ValueSpan.StartsWith("odata."u8);
            var name = ColumnNames.Of(isAnnotation ? json.ValueSpan[..^TypeSuffix.Length] : json.ValueSpan, json.ValueIsEscaped);
            json.Read();
            if (isAnnotation)
            {
                (typed, type) = (name, TypeNamed(ref json));
                Retype(entity.Columns, name, type);
            }
            else if (isSystem || name is "PartitionKey" or "RowKey" or "Timestamp")
            {
                entity = ReadSystem(ref json, name, entity);
            }
            else if (ReadValue(ref json, string.Equals(typed, name, StringComparison.Ordinal) ? type : EdmType.Plain) is { } value)
            {
                entity.Columns.Add(new(name, value));
            }
        }

        return entity;
    }

    private static byte[] Encode(Record record, bool withKeys)
    {
        if (Writer is not var (buffer, json))
        {
            buffer = new ArrayBufferWriter<byte>(1024);
            json = new Utf8JsonWriter(buffer, WriterOptions);
            Writer = (buffer, json);
        }

        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        if (withKeys)
        {
            json.WriteString("PartitionKey"u8, record.PartitionKey);
            json.WriteString("RowKey"u8, record.RowKey);
        }

        for (var i = 0; i < record.Columns.Count; i++)
            Write(json, record.Columns[i].Key, record.Columns[i].Value);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                Annotate(json, name, "Edm.Int64"u8);
                WriteFormatted(json, name, number, "D");
                break;
            case double number:
                Annotate(json, name, "Edm.Double"u8);
                WriteDouble(json, name, number);
                break;
            case DateTimeOffset at:
                Annotate(json, name, "Edm.DateTime"u8);
                WriteFormatted(json, name, at.UtcDateTime, "O");
                break;
            case Guid id:
                Annotate(json, name, "Edm.Guid"u8);
                json.WriteString(name, id);
                break;
            case byte[] bytes:
                Annotate(json, name, "Edm.Binary"u8);
                json.WriteBase64String(name, bytes);
                break;
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, double.IsNaN(number) ? "NaN"u8 : number > 0 ? "Infinity"u8 : "-Infinity"u8);
    }

    private static void WriteFormatted<T>(Utf8JsonWriter json, string name, T value, string format)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out var length, format, provider: null);
        json.WriteString(name, text[..length]);
    }

    private static void Annotate(Utf8JsonWriter json, string name, ReadOnlySpan<byte> type)
    {
        Span<char> annotated = stackalloc char[name.Length + TypeSuffix.Length];
        name.CopyTo(annotated);
        TypeSuffix.CopyTo(annotated[name.Length..]);
        json.WriteString(annotated, type);
    }

    private static EdmType TypeNamed(ref Utf8JsonReader json)
        => json.ValueTextEquals("Edm.Int64"u8) ? EdmType.Int64
        : json.ValueTextEquals("Edm.Double"u8) ? EdmType.Double
        : json.ValueTextEquals("Edm.DateTime"u8) ? EdmType.DateTime
        : json.ValueTextEquals("Edm.Guid"u8) ? EdmType.Guid
        : json.ValueTextEquals("Edm.Binary"u8) ? EdmType.Binary
        : EdmType.Plain;

    private static object? ReadValue(ref Utf8JsonReader json, EdmType type)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                return json.GetBoolean();
            case JsonTokenType.Number when type is EdmType.Plain && json.TryGetInt32(out var number):
                return number;
            case JsonTokenType.Number when type is EdmType.Int64:
                return json.GetInt64();
            case JsonTokenType.Number:
                return json.GetDouble();
            case JsonTokenType.String:
                return ReadText(ref json, type);
            default:
                throw new JsonException("A column holds one plain value.");
        }
    }

    private static object ReadText(ref Utf8JsonReader json, EdmType type)
    {
        switch (type)
        {
            case EdmType.Guid when json.TryGetGuid(out var id):
                return id;
            case EdmType.DateTime when json.TryGetDateTimeOffset(out var at):
                return at.ToUniversalTime();
            case EdmType.Binary when json.TryGetBytesFromBase64(out var bytes):
                return bytes;
            case EdmType.Int64 when !json.ValueIsEscaped && Utf8Parser.TryParse(json.ValueSpan, out long number, out var used) && used == json.ValueSpan.Length:
                return number;
            default:
                return Typed(json.GetString()!, type);
        }
    }

    // An annotation may also follow its value.
    private static void Retype(List<KeyValuePair<string, object>> columns, string name, EdmType type)
    {
        var at = columns.FindIndex(c => string.Equals(c.Key, name, StringComparison.Ordinal));
        if (at < 0)
            return;
        object value = (columns[at].Value, type) switch
        {
            (string text, _) => Typed(text, type),
            (int number, EdmType.Double) => (double)number,
            (int number, EdmType.Int64) => (long)number,
            (var other, _) => other,
        };
        columns[at] = new(name, value);
    }

    private static object Typed(string text, EdmType type)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return type switch
        {
            EdmType.Plain => text,
            EdmType.Double when double.TryParse(text, culture, out var number) => number,
            EdmType.Int64 when long.TryParse(text, culture, out var number) => number,
            EdmType.Guid when Guid.TryParse(text, out var id) => id,
            EdmType.DateTime when DateTimeOffset.TryParse(text, culture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) => at.ToUniversalTime(),
            EdmType.Binary when TryFromBase64(text) is { } bytes => bytes,
            _ => throw new JsonException($"A value isn't the {type} that its annotation says."),
        };
    }

    private static byte[]? TryFromBase64(string text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static Entity ReadSystem(ref Utf8JsonReader json, string name, Entity entity)
    {
        switch (name)
        {
            case "PartitionKey":
                return entity with { PartitionKey = json.GetString() };
            case "RowKey":
                return entity with { RowKey = json.GetString() };
            case "odata.etag":
                return entity with { ETag = json.GetString() };
            default:
                json.Skip();
                return entity;
        }
    }

    private enum EdmType
    {
        Plain,
        Int64,
        Double,
        DateTime,
        Guid,
        Binary,
    }

    /// <summary>An entity as it was read; keys and version are null where the text has none.</summary>
    public readonly record struct Entity(List<KeyValuePair<string, object>> Columns, string? PartitionKey, string? RowKey, string? ETag)
    {
        /// <exception cref="JsonException">A key is missing.</exception>
        public Record ToRecord() => new(
            PartitionKey ?? throw new JsonException("An entity has a PartitionKey."),
            RowKey ?? throw new JsonException("An entity has a RowKey."),
            Columns)
        { ETag = ETag };
    }
}
