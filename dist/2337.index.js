export const id=2337;export const ids=[2337];export const modules={22337:module=>{module.exports=eval("require")("canvas")}};
