using System.Reflection;
using System.Xml.Linq;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Storage;
using Mono.Cecil;

namespace LeadershipBot.Tests.Architecture;

public sealed class DocumentationTests
{
    public static TheoryData<string> Libraries => ["LeadershipBot.Domain", "LeadershipBot.Storage", "LeadershipBot.Microsoft365"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_public_member_of_a_library_has_a_summary(string library)
    {
        Assembly[] assemblies = [typeof(Poll).Assembly, typeof(IRecordStore).Assembly, typeof(CardLibrary).Assembly];
        var assembly = assemblies.Single(one => one.GetName().Name == library);
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        Findings.None(Undocumented(module.Types.Where(type => type.IsPublic), XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))));
    }

    [Fact]
    public void A_public_type_or_member_without_a_summary_is_found()
    {
        using var module = ModuleDefinition.ReadModule(typeof(GuiltyRule).Assembly.Location);
        var written = new XDocument(new XElement("doc", Summary("M:LeadershipBot.Tests.Architecture.GuiltyRule.IsLate")));
        var found = Undocumented(module.Types.Where(type => type.Name == nameof(GuiltyRule)), written).ToList();
        Assert.Contains("LeadershipBot.Tests.Architecture.GuiltyRule", found);
        Assert.Contains("LeadershipBot.Tests.Architecture.GuiltyRule.NewId", found);
        Assert.DoesNotContain("LeadershipBot.Tests.Architecture.GuiltyRule.IsLate", found);
    }

    private static XElement Summary(string member) => new("member", new XAttribute("name", member), new XElement("summary", "Says what it is."));

    private static IEnumerable<string> Undocumented(IEnumerable<TypeDefinition> types, XDocument written)
    {
        // By name without parameters: overloads of one name are one idea.
        var told = written.Descendants("member")
            .Where(member => member.Elements().Any(element => element.Name.LocalName is "summary" or "inheritdoc" or "returns"))
            .Select(member => member.Attribute("name")!.Value[2..].Split('(')[0].Split("``")[0])
            .ToHashSet();
        return types.SelectMany(Members).Where(name => !told.Contains(name)).Distinct();
    }

    private static IEnumerable<string> Members(TypeDefinition type)
    {
        var name = type.FullName.Replace('/', '.');
        return type.NestedTypes.Where(nested => nested.IsNestedPublic).SelectMany(Members)
            .Prepend(name)
            .Concat(type.Properties.Where(property => IsOurs(property.GetMethod ?? property.SetMethod) && !IsPositional(property) && !IsWire(type)).Select(property => $"{name}.{property.Name}"))
            .Concat(type.Fields.Where(field => field.IsPublic && !field.IsSpecialName && !IsWire(type)).Select(field => $"{name}.{field.Name}"))
            .Concat(type.Methods.Where(method => IsOurs(method) && !method.IsSpecialName && !method.IsConstructor).Select(method => $"{name}.{method.Name}"));
    }

    /// <summary>A record's positional properties are told by its summary, or by its parameters where that isn't enough.</summary>
    private static bool IsPositional(PropertyDefinition property)
        => property.DeclaringType.Methods.Any(method => method.IsConstructor && method.Parameters.Any(parameter => parameter.Name == property.Name));

    /// <summary>What goes over the wire keeps the name and the meaning that the Bot Framework gives it; the type's summary names the message.</summary>
    private static bool IsWire(TypeDefinition type)
        => type.Namespace == "LeadershipBot.Microsoft365.Teams" && (type.IsEnum || (type.IsAbstract && type.IsSealed) || type.Properties.Any(property => property.CustomAttributes.Any(one => one.AttributeType.Namespace == "System.Text.Json.Serialization")) || type.Properties.All(property => property.SetMethod is not null));

    /// <summary>Whether its meaning is told here: not by what it overrides or implements, nor by the compiler.</summary>
    private static bool IsOurs(MethodDefinition method)
        => method.IsPublic
            && !(method.IsVirtual && (method.IsReuseSlot || method.IsFinal))
            && method.Name is not ("Deconstruct" or "<Clone>$" or "Equals")
            && (method.IsGetter || !method.CustomAttributes.Any(one => one.AttributeType.Name == "CompilerGeneratedAttribute"));
}
