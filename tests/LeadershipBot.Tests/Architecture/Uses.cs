using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LeadershipBot.Tests.Architecture;

/// <summary>One use of a type by another, in a signature or in a body.</summary>
/// <param name="By">The outermost type that uses it.</param>
/// <param name="Of">The outermost type that is used.</param>
/// <param name="Member">The name of the member that is called or read; empty for the type itself.</param>
internal sealed record Use(string By, string Of, string Member)
{
    public override string ToString() => Member.Length == 0 ? $"{By} uses {Of}" : $"{By} uses {Of}.{Member}";
}

/// <summary>Reads out of a built assembly which type uses which.</summary>
internal static class Uses
{
    public static IReadOnlyList<Use> In(Assembly assembly) => Read(assembly, _ => true);

    /// <summary>What one type uses, nested ones included.</summary>
    public static IReadOnlyList<Use> In(Type type) => Read(type.Assembly, definition => definition.FullName == type.FullName);

    private static IReadOnlyList<Use> Read(Assembly assembly, Func<TypeDefinition, bool> wanted)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return [.. module.Types.Where(wanted).SelectMany(type => OfType(type).Where(use => !IsMade(use)).Select(use => use with { By = type.FullName })).Distinct()];
    }

    /// <summary>Whether the compiler made it up (collection expressions, indexers, iterators): nobody wrote that use.</summary>
    private static bool IsMade(Use use)
        => use.Of.StartsWith('<') || use.Of is "System.Reflection.DefaultMemberAttribute" || use is { Of: "System.Environment", Member: "CurrentManagedThreadId" };

    private static IEnumerable<Use> OfType(TypeDefinition type)
        => Named(type.BaseType)
            .Concat(type.Interfaces.SelectMany(one => Named(one.InterfaceType)))
            .Concat(type.GenericParameters.SelectMany(OfConstraints))
            .Concat(OfAttributes(type))
            .Concat(type.Fields.SelectMany(field => Named(field.FieldType).Concat(OfAttributes(field))))
            .Concat(type.Properties.SelectMany(OfAttributes))
            .Concat(type.Methods.SelectMany(OfMethod))
            .Concat(type.NestedTypes.SelectMany(OfType));

    private static IEnumerable<Use> OfMethod(MethodDefinition method)
    {
        var signature = Signature(method).Concat(method.GenericParameters.SelectMany(OfConstraints)).Concat(OfAttributes(method));
        if (!method.HasBody)
            return signature;
        return signature
            .Concat(method.Body.Variables.SelectMany(variable => Named(variable.VariableType)))
            .Concat(method.Body.ExceptionHandlers.SelectMany(handler => Named(handler.CatchType)))
            .Concat(method.Body.Instructions.SelectMany(OfInstruction));
    }

    private static IEnumerable<Use> OfInstruction(Instruction instruction) => instruction.Operand switch
    {
        GenericInstanceMethod called => Called(called, called.Name).Concat(called.GenericArguments.SelectMany(argument => Named(argument))),
        MethodReference called => Called(called, called.Name),
        FieldReference field => Named(field.DeclaringType, field.Name).Concat(Named(field.FieldType)),
        TypeReference type => Named(type),
        _ => [],
    };

    private static IEnumerable<Use> Called(MethodReference method, string name)
        => Named(method.DeclaringType, name.Replace("get_", "", StringComparison.Ordinal)).Concat(Signature(method));

    private static IEnumerable<Use> Signature(MethodReference method)
        => Named(method.ReturnType).Concat(method.Parameters.SelectMany(parameter => Named(parameter.ParameterType)));

    private static IEnumerable<Use> OfAttributes(Mono.Cecil.ICustomAttributeProvider bearer)
        => bearer.CustomAttributes.SelectMany(attribute => Named(attribute.AttributeType));

    private static IEnumerable<Use> OfConstraints(GenericParameter parameter)
        => parameter.Constraints.SelectMany(constraint => Named(constraint.ConstraintType));

    private static IEnumerable<Use> Named(TypeReference? type, string member = "")
    {
        switch (type)
        {
            case null or GenericParameter:
                return [];
            case GenericInstanceType generic:
                return Named(generic.ElementType, member).Concat(generic.GenericArguments.SelectMany(argument => Named(argument)));
            case TypeSpecification wrapped:
                return Named(wrapped.ElementType, member);
            default:
                var outermost = type;
                while (outermost.DeclaringType is { } around)
                    outermost = around;
                return [new Use("", outermost.FullName, member)];
        }
    }
}
